-- What this service has seen, what it still has to say, and what waits. Every row here is written
-- in the transaction that changes the service's own state.

-- One row per event that was taken, and one per record that was set aside or recognised as a
-- duplicate (those under `topic:<name>`, by their place), so that a delivery that is repeated
-- after a crash changes nothing.
create table inbox (
    source        text        not null,
    id            uuid        not null,
    digest        bytea       not null,
    topic         text        not null,
    partition     integer     not null,
    record_offset bigint      not null,
    received_at   timestamptz not null,
    primary key (source, id)
);
comment on column inbox.digest is 'SHA-256 of the event in canonical form: the same id with another digest is another event';

-- For the retention sweep.
create index inbox_received_at on inbox (received_at);

-- A holder's row is locked before anything about the holder is written.
create table postbox_holder (
    holder     uuid        primary key,
    sequence   bigint      not null default 0,
    hold       uuid        unique,
    held_since timestamptz,
    held_cause text,
    constraint held_wholly check ((hold is null) = (held_since is null) and (hold is null) = (held_cause is null))
) with (fillfactor = 70); -- the sequence moves with every event: room for updates within the page
comment on column postbox_holder.sequence is 'position of the last event that this service sent about the holder';
comment on column postbox_holder.hold is 'names the hold to operators without naming the holder';

-- No cache: the ids of one holder must rise in the order of its transactions.
create sequence outbox_id as bigint cache 1;

-- Events to be published. The relay deletes them once the broker has acknowledged them.
create table outbox (
    id         bigint      primary key default nextval('outbox_id'),
    topic      text        not null,
    key        bytea,
    value      bytea,
    headers    text        not null,
    created_at timestamptz not null,
    refused_at timestamptz,
    refusal    text
) with (
    -- The table is short and its rows are short-lived: clean up by count, not by share.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 10000
);
comment on column outbox.refused_at is 'the broker will never take this record (too large); it is kept for an operator';
comment on column outbox.headers is 'one header a line: name=base64';

create sequence parked_id as bigint cache 1;

-- Records behind a holder's unresolved failure, the failed one first.
create table parked (
    id               bigint      primary key default nextval('parked_id'),
    holder           uuid        not null references postbox_holder (holder),
    topic            text        not null,
    partition        integer     not null,
    record_offset    bigint      not null,
    record_timestamp bigint      not null,
    key              bytea       not null,
    value            bytea       not null,
    headers          text        not null,
    parked_at        timestamptz not null,
    attempts         integer     not null
);
comment on column parked.attempts is 'how often it failed; 0 if it only waits its turn';
create index parked_holder on parked (holder, id);

-- What operators did about held holders. Rows are only ever added.
create table postbox_operation (
    id            uuid        primary key,
    performed_at  timestamptz not null,
    operator      text        not null,
    action        text        not null check (action in ('RETRY', 'DISCARD')),
    hold          uuid        not null,
    reason        text        not null,
    source        text,
    event         uuid,
    topic         text,
    partition     integer,
    record_offset bigint
);
comment on column postbox_operation.event is 'the event that was given up; absent for RETRY';
