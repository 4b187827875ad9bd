-- How far the numbers of every municipality have come, which of them are missing, and whose certificates were ended.

create table producer_sequences (
    producer text        primary key,
    highest  bigint      not null,
    heard_at timestamptz not null
);

create table sequence_gaps (
    producer text        not null,
    first    bigint      not null,
    last     bigint      not null,
    since    timestamptz not null,
    primary key (producer, first),
    check (first <= last)
);
comment on column sequence_gaps.since is 'when a later number was heard';

-- What operators settled: numbers that will never come, or a numbering that began anew. Rows are only ever added.
create table sequence_settlements (
    id         uuid        primary key,
    producer   text        not null,
    next       bigint      not null,
    missing    bigint      not null,
    settled_at timestamptz not null,
    settled_by text        not null,
    reason     text        not null
);

alter table producers
    add column ended_at timestamptz,
    add column ended_by text,
    add column ended_reason text;
comment on column producers.ended_at is 'nothing that arrives from then on counts, whatever it says of its own time';

-- A certificate speaks for one municipality.
create unique index producers_fingerprint on producers (fingerprint);

-- For counting what waits.
create index change_items_waiting on change_items (why, change) where state = 'WAITING';
