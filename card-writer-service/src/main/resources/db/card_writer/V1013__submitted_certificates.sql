-- A certificate that was submitted at the police stays submitted, whatever becomes of it or of a consent.
alter table standing add column certificate_submitted boolean not null default false;
update standing set certificate_submitted = true where certificate_sequence is not null;
comment on column standing.certificate_submitted is 'whether a signature certificate of the holder was ever submitted at the police';
comment on column standing.certificate_valid_until is 'read by the version before only';
comment on column standing.certificate_sequence is 'read by the version before only';
