-- What operators work with: records that were set aside, what is planned for many of them at once, and flows that
-- are paused.

-- No cache: a holder's records are taken up again in the order in which they were set aside.
create sequence dead_letter_position as bigint cache 1;

-- Every record that this service set aside, beside its dead-letter topic. Open until it is handled, recognised as
-- seen, or given up.
create table dead_letter (
    id               uuid        primary key,
    position         bigint      not null unique default nextval('dead_letter_position'),
    topic            text        not null,
    partition        integer     not null,
    record_offset    bigint      not null,
    record_timestamp bigint      not null,
    key              bytea,
    value            bytea,
    headers          text        not null,
    holder           uuid,
    cause            text        not null,
    detail           text        not null,
    attempts         integer     not null,
    set_aside_at     timestamptz not null,
    state            text        not null default 'OPEN' check (state in ('OPEN', 'REPLAYED', 'GIVEN_UP')),
    resolved_at      timestamptz,
    constraint resolved_wholly check ((state = 'OPEN') = (resolved_at is null))
);
comment on column dead_letter.id is 'derived from the place and content of the record';
comment on column dead_letter.holder is 'the key of the record, if it is the id of a holder';
comment on column dead_letter.detail is 'a JSON pointer, the step, or what failed; never a value';
create index dead_letter_oldest on dead_letter (set_aside_at) where state = 'OPEN';
create index dead_letter_lane on dead_letter (holder, position) where state = 'OPEN';
create index dead_letter_resolved on dead_letter (resolved_at) where state <> 'OPEN';

-- What is to be done with many of them: prepared by one operator, confirmed by another.
create table operation_plan (
    id           uuid        primary key,
    action       text        not null check (action in ('REPLAY', 'GIVE_UP')),
    selection    text        not null,
    reason       text        not null,
    prepared_at  timestamptz not null,
    prepared_by  text        not null,
    confirmed_at timestamptz,
    confirmed_by text,
    constraint confirmed_wholly check ((confirmed_at is null) = (confirmed_by is null)),
    constraint four_eyes check (confirmed_by <> prepared_by)
);

-- What the plan is about was fixed when it was prepared.
create table operation_plan_letter (
    plan      uuid   not null references operation_plan (id),
    position  bigint not null,
    letter    uuid   not null,
    rehearsed text,
    outcome   text,
    primary key (plan, position)
);
comment on column operation_plan_letter.rehearsed is 'what would have come of it';
comment on column operation_plan_letter.outcome is 'what came of it; absent until its turn';

-- Topics of which this service takes nothing until an operator lets it.
create table paused_flow (
    topic     text        primary key,
    paused_at timestamptz not null,
    paused_by text        not null,
    reason    text        not null
);

-- What operators did covers more now, and is only ever added to.
alter table postbox_operation drop constraint postbox_operation_action_check;
alter table postbox_operation add constraint postbox_operation_action_check
    check (action in ('RETRY', 'DISCARD', 'REPLAY', 'GIVE_UP', 'PREPARE', 'CONFIRM', 'PAUSE', 'RESUME'));
alter table postbox_operation alter column hold drop not null;
alter table postbox_operation add column letter uuid;
alter table postbox_operation add column plan uuid;
alter table postbox_operation add column outcome text;
comment on column postbox_operation.outcome is 'what came of it, where that is not the action itself';
create index postbox_operation_latest on postbox_operation (performed_at desc, id);

create function refuse_to_rewrite_operations() returns trigger language plpgsql as $$
begin
    raise exception '% is a record of what was done: it is only ever added to', tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;
create trigger postbox_operation_is_history before update or delete or truncate on postbox_operation
    for each statement execute function refuse_to_rewrite_operations();
alter table postbox_operation enable always trigger postbox_operation_is_history;
