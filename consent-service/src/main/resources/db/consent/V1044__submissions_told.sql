-- Who submitted a certificate at the police is told once. Those who are known already are told by the sweep.
alter table police_submissions add column told boolean not null default false;
comment on column police_submissions.told is 'whether jp.kisai.consent.certificate-submitted.v1 says so';
create index police_submissions_untold on police_submissions (holder) where not told;
