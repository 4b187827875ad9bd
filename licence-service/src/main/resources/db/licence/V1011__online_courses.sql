-- Courses of renewals that are taken online. One row for each thing that happened to a booking: when it was booked,
-- taken, completed by a renewal at the counter, or replaced. That it lapsed follows from valid_until and the record.
create table online_course_step (
    -- Derived from the booking and the step: nothing happens to a booking twice.
    id          uuid        primary key,
    booking     uuid        not null,
    holder      uuid        not null,
    step        text        not null check (step in ('BOOKED', 'TAKEN', 'COMPLETED', 'REPLACED')),
    course      text        not null,
    -- The civil day, in Japan.
    on_day      date        not null,
    -- The last day on which the licence can be renewed with it.
    valid_until date        not null,
    -- The version of the record that renewed the licence; null for what no renewal brought about.
    version     bigint,
    -- Who said so: the portal or an officer, and the subject of the token.
    evidence    text        not null,
    recorded_at timestamptz not null,
    check (step <> 'COMPLETED' or version is not null)
);

create index online_course_of_holder on online_course_step (holder, recorded_at desc);
create index online_course_booking on online_course_step (booking);

create trigger online_course_step_is_history before update or delete or truncate on online_course_step
    for each statement execute function refuse_to_rewrite_history();
alter table online_course_step enable always trigger online_course_step_is_history;

comment on column applied_change.declined is
    'items that the consent-service refused, each with its reason; rows of older versions name the items alone';
