-- How each consent stands, so that the ends of all of them can be found and told.

alter table consents
    add column starts_at timestamptz,
    add column ends_at   timestamptz,
    add column state     text;

-- A start on 29 February lasts to the end of a tenth February that has 28 days.
update consents c set
    starts_at = cast(s.start_day || ' 00:00 Asia/Tokyo' as timestamptz),
    ends_at   = cast(cast(s.start_day + interval '10 years' as date)
                     + case when extract(day from s.start_day) <> extract(day from s.start_day + interval '10 years')
                            then 1 else 0 end || ' 00:00 Asia/Tokyo' as timestamptz),
    state     = 'REPLACED'
from (select holder, version, cast(given_at at time zone 'Asia/Tokyo' as date) + 1 as start_day from consents) s
where s.holder = c.holder and s.version = c.version;
update consents c set state = case when withdrawn_at is null then 'OPEN' else 'WITHDRAWN' end
where not exists (
    select from consents later
    where later.holder = c.holder and (later.starts_at, later.version) > (c.starts_at, c.version));

alter table consents
    alter column starts_at set not null,
    alter column ends_at   set not null,
    alter column state     set not null,
    add constraint consents_state check (state in ('OPEN', 'REPLACED', 'WITHDRAWN', 'EXPIRED'));

comment on column consents.starts_at is 'the first instant at which it counts: 00:00 in Tokyo of the day after it was given';
comment on column consents.ends_at is 'the first instant at which it counts no longer';
comment on column consents.state is 'what was told of it, never what is decided by: OPEN until a later one, a withdrawal or the sweep';

-- A holder's standing is one consent; the sweep finds those whose end has passed.
create unique index consents_open on consents (holder) where state = 'OPEN';
create index consents_open_end on consents (ends_at) where state = 'OPEN';

-- When a holder first submitted a signature certificate at the police: without it there is no consent, and no portal
-- for an hour.
create table police_submissions (
    holder       uuid        primary key,
    authority    text        not null,
    serial       text        not null,
    submitted_at timestamptz not null
);
insert into police_submissions
select distinct on (holder) holder, authority, serial, least(given_at, registered_at)
from consents order by holder, version;
