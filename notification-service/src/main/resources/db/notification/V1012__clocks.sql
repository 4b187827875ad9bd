-- From what was known of the licence alone, to everything of a holder's that runs out. What is null is not known, or
-- does not run.
alter table licence_known rename to holder_facts;
alter table holder_facts rename column version to licence_version;
alter table holder_facts alter column licence_version drop not null;
alter table holder_facts rename column valid_until to licence_until;
alter table holder_facts alter column licence_until drop not null;
alter table holder_facts
    add column prefecture char(2),
    -- neither cancelled nor lapsed
    add column licence_runs boolean not null default false,
    -- the first day of the renewal window
    add column renewal_from date,
    add column on_card boolean not null default false,
    -- stands for the card without naming it; another card has another end
    add column card uuid,
    add column card_until date,
    add column consent_sequence bigint,
    add column consent_until date,
    add column certificate_until date,
    -- the change that reported the holder's death: nobody is reminded of anything then
    add column deceased_by uuid,
    -- how many stages of each end were told
    add column renewal_told smallint not null default 0,
    add column consent_told smallint not null default 0,
    add column certificate_told smallint not null default 0,
    add column card_told smallint not null default 0,
    -- the next day on which something is to be told
    add column next_on date;
create index holder_facts_next_on on holder_facts (next_on, holder) where next_on is not null;

-- What a reminder told of.
create table notice_ending (
    notice  uuid     not null references notice,
    clock   text     not null check (clock in ('RENEWAL', 'CONSENT', 'CERTIFICATE', 'CARD')),
    ends_on date     not null,
    stage   smallint not null check (stage >= 1),
    primary key (notice, clock)
);
