-- What was heard of each municipal change. A row appears with the first word about the change, from either judge.
create table change_story (
    holder       uuid    not null,
    producer     char(6) not null,
    change_id    uuid    not null,
    -- both from the first verdict, which names every item; null until it was heard
    nature       text check (nature in ('NEW', 'CORRECTION', 'CANCELLATION')),
    effective_at timestamptz,
    primary key (holder, change_id, producer),
    check ((nature is null) = (effective_at is null))
);

-- consent-service's verdicts, revision by revision. Rows are added, never changed.
create table verdict (
    holder    uuid        not null,
    producer  char(6)     not null,
    change_id uuid        not null,
    revision  integer     not null check (revision >= 1),
    item      text        not null,
    verdict   text        not null check (verdict in ('GRANTED', 'REFUSED', 'WAITING')),
    reason    text,
    until     timestamptz,
    said_at   timestamptz not null,
    primary key (holder, change_id, producer, revision, item),
    foreign key (holder, change_id, producer) references change_story
);

-- licence-service's answers on what was granted. Rows are added, never changed.
create table answer (
    holder    uuid        not null,
    producer  char(6)     not null,
    change_id uuid        not null,
    item      text        not null,
    answer    text        not null check (answer in ('APPLIED', 'REFUSED')),
    reason    text,
    version   bigint check (version >= 1),
    said_at   timestamptz not null,
    primary key (holder, change_id, producer, item),
    foreign key (holder, change_id, producer) references change_story
);

-- A notice in the holder's inbox. The words are put to it when it is read.
create table notice (
    id           uuid primary key,
    holder       uuid        not null,
    -- a change ("131016/<uuid>") or an encoding order ("order/<uuid>")
    about        text        not null,
    -- names the outcome; deadlines and versions are no part of it
    outcome      text        not null,
    kind         text        not null,
    failure      text,
    prefecture   char(2)     not null,
    nature       text,
    effective_at timestamptz,
    follows      boolean     not null,
    happened_at  timestamptz not null,
    told_at      timestamptz not null,
    read_at      timestamptz,
    -- exactly one notice per outcome, also where the code above errs
    unique (holder, about, outcome)
);
create index notice_inbox on notice (holder, happened_at desc, id desc);

create table notice_item (
    notice   uuid not null references notice,
    item     text not null,
    standing text not null check (standing in ('APPLIED', 'REFUSED', 'WAITING')),
    reason   text,
    until    timestamptz,
    version  bigint check (version >= 1),
    primary key (notice, item)
);

create table notice_change (
    notice    uuid     not null references notice,
    position  smallint not null,
    producer  char(6)  not null,
    change_id uuid     not null,
    primary key (notice, position)
);
create index notice_change_by_id on notice_change (change_id);

-- The newest record version heard of, for the one fact of it that notices tell.
create table licence_known (
    holder      uuid   primary key,
    version     bigint not null,
    valid_until date   not null
);

-- In which language a holder wants to be told; without a row, in Japanese.
create table preference (
    holder     uuid primary key,
    language   text        not null,
    changed_at timestamptz not null
);
