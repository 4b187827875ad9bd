-- What every municipality sent and what became of it: the ledger from which its days are balanced.

-- One row per record of a municipality, whatever became of it. A record of which nobody can know whose it is
-- (unreadable, unsigned, forged) has none.
create table receipts (
    id       uuid primary key,
    producer text not null,
    day      date not null,
    kind     text not null check (kind in ('TAKEN', 'PARKED', 'DUPLICATE', 'SET_ASIDE')),
    change   uuid not null
);
comment on column receipts.id is 'derived from the place and content of the record';
comment on column receipts.day is 'on which it was received, in Asia/Tokyo; it never moves';
comment on column receipts.kind is 'TAKEN: what became of it is what became of the change; PARKED: waits behind a failure of ours';
comment on column receipts.change is 'derived from producer and event; there may be no such change';
create index receipts_day on receipts (producer, day);

-- What licence-service made of each granted item: its last word.
create table carried_out (
    change  uuid    not null,
    item    text    not null,
    applied boolean not null,
    primary key (change, item)
);

-- One row per municipality and day that is to be balanced, with the numbers that it was told last.
create table balanced_days (
    producer    text    not null,
    day         date    not null,
    revision    integer not null default 0,
    received    bigint  not null default 0,
    applied     bigint  not null default 0,
    waiting     bigint  not null default 0,
    refused     bigint  not null default 0,
    duplicate   bigint  not null default 0,
    set_aside   bigint  not null default 0,
    balanced_at timestamptz,
    closed      boolean not null default false,
    primary key (producer, day)
);
comment on column balanced_days.closed is 'balanced, and nothing of it waits: these numbers are final';
create index balanced_days_open on balanced_days (day, producer) where not closed;

-- Sequence numbers that were heard and not looked at yet. Short-lived, like the outbox.
create table sequence_news (
    producer text        not null,
    sequence bigint      not null,
    heard_at timestamptz not null
) with (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_vacuum_cost_delay = 0
);
