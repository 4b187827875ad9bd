-- Consents, certificates and municipal changes: the facts from which every verdict follows, and the verdicts.
-- Everything about a person is keyed by the holder.

-- Which certificates may sign for a municipality, and when. Several at once while one follows another.
create table producers (
    municipality  text        not null,
    fingerprint   text        not null,
    certificate   bytea       not null,
    valid_from    timestamptz not null,
    valid_until   timestamptz not null,
    registered_at timestamptz not null,
    registered_by text        not null,
    primary key (municipality, fingerprint)
);
comment on column producers.fingerprint is 'SHA-256 of the certificate: a pinned certificate is named by its bytes';

create table holders (
    holder         uuid        primary key,
    prefecture     text        not null,
    residence      text,
    presence       text        not null check (presence in ('PRESENT', 'DECEASED', 'DEPARTED')),
    presence_at    timestamptz,
    base_authority text,
    base_serial    text
);
comment on column holders.residence is 'municipality where the holder lives, as last heard';
comment on column holders.base_serial is 'the last certificate that agreed with the register of residents';

create table consents (
    holder        uuid        not null,
    version       bigint      not null,
    given_at      timestamptz not null,
    items         text        not null,
    wording       text        not null,
    authority     text        not null,
    serial        text        not null,
    evidence      uuid        not null,
    registered_at timestamptz not null,
    registered_by text        not null,
    withdrawn_at  timestamptz,
    withdrawal    uuid,
    primary key (holder, version)
);
comment on column consents.withdrawal is 'the evidence of the withdrawal';

-- What holders signed, byte for byte. Rows are only ever added.
create table evidence (
    id          uuid        primary key,
    holder      uuid        not null,
    kind        text        not null check (kind in ('CONSENT', 'WITHDRAWAL', 'DOMICILE')),
    document    bytea       not null,
    received_at timestamptz not null
);
create index evidence_holder on evidence (holder);

-- Signature certificates that were found in order, one row each for ever.
create table certificates (
    authority           text        not null,
    serial              text        not null,
    holder              uuid        not null,
    predecessor         text,
    not_before          timestamptz not null,
    not_after           timestamptz not null,
    distribution_point  text        not null,
    name                text        not null,
    name_substitutes    text        not null,
    birth_date          date,
    gender              text        not null,
    address             text        not null,
    address_substitutes text        not null,
    received_at         timestamptz not null,
    primary key (authority, serial)
);
create index certificates_holder on certificates (holder);
create index certificates_distribution_point on certificates (authority, distribution_point);

-- What the gateway handed over as a successor and what is none.
create table flawed_certificates (
    id          uuid        primary key,
    holder      uuid        not null,
    predecessor text,
    not_before  timestamptz not null,
    rule        text        not null,
    received_at timestamptz not null
);
create index flawed_certificates_holder on flawed_certificates (holder);

-- Revocations as the gateway told them, before a list does.
create table told_revocations (
    id         uuid        primary key,
    holder     uuid        not null,
    serial     text        not null,
    reason     text        not null,
    revoked_at timestamptz not null
);
create index told_revocations_holder on told_revocations (holder);

-- One row per list that was imported. The newest of each distribution point counts.
create table revocation_lists (
    authority          text        not null,
    distribution_point text        not null,
    number             numeric(60) not null,
    this_update        timestamptz not null,
    next_update        timestamptz not null,
    entries            integer     not null,
    imported_at        timestamptz not null,
    primary key (authority, distribution_point, number)
);

-- The entries of all lists. An entry that a newer list no longer has stays: a revocation is never taken back.
create table revocations (
    authority    text        not null,
    serial       text        not null,
    reason       text        not null,
    revoked_at   timestamptz not null,
    first_number numeric(60) not null,
    primary key (authority, serial)
);

-- Every authentic municipal change.
create table changes (
    id                uuid        primary key,
    producer          text        not null,
    event             uuid        not null,
    holder            uuid        not null,
    prefecture        text        not null,
    reason            text        not null,
    effective_at      timestamptz not null,
    order_at          timestamptz not null,
    producer_sequence bigint      not null,
    corrects_producer text,
    corrects_event    uuid,
    said_at           timestamptz not null,
    received_at       timestamptz not null,
    revision          integer     not null,
    wake_at           timestamptz,
    settled           boolean     not null
) with (fillfactor = 80);
comment on column changes.id is 'derived from producer and event';
comment on column changes.settled is 'decided, and contained in the certificate that later changes are compared with';
create index changes_unsettled on changes (holder) where not settled;
create index changes_wake_at on changes (wake_at) where wake_at is not null;
create index changes_event on changes (event);

create table change_items (
    change        uuid        not null references changes (id),
    item          text        not null check (item in ('ADDRESS', 'NAME', 'BIRTH_DATE', 'DOMICILE')),
    value         text        not null,
    detail        text,
    state         text        not null check (state in ('WAITING', 'GRANTED', 'REFUSED')),
    why           text,
    waiting_until timestamptz,
    primary key (change, item)
) with (fillfactor = 80);
comment on column change_items.detail is 'the municipality of an address, the reading of a name';
comment on column change_items.why is 'the doubt of a wait, the reason of a refusal';

-- Every verdict ever given, with the identities of what it rests on. Rows are only ever added.
create table verdicts (
    change          uuid        not null references changes (id),
    revision        integer     not null,
    decided_at      timestamptz not null,
    items           text        not null,
    rules           text        not null,
    consent_version bigint,
    certificate     text,
    list_number     text,
    list_update     timestamptz,
    hash            text        not null,
    primary key (change, revision)
);
comment on column verdicts.certificate is 'last four digits of the serial';
comment on column verdicts.hash is 'SHA-256 of the verdict in canonical form, without the time at which it was given';

-- The newest change of each item of a holder: an older one that arrives later is stale.
create table heads (
    holder            uuid        not null,
    item              text        not null,
    producer          text        not null,
    event             uuid        not null,
    order_at          timestamptz not null,
    producer_sequence bigint      not null,
    corrects_producer text,
    corrects_event    uuid,
    primary key (holder, item)
);

-- The holder's own word for one change of domicile.
create table domicile_submissions (
    id           uuid        primary key,
    holder       uuid        not null,
    domicile     text        not null,
    submitted_at timestamptz not null,
    authority    text        not null,
    serial       text        not null,
    evidence     uuid        not null,
    received_at  timestamptz not null,
    used_by      uuid        references changes (id)
);
create index domicile_submissions_unused on domicile_submissions (holder) where used_by is null;

-- Records of municipalities that were set aside or repeated, so that the journey of their event can be told.
create table oddities (
    id        uuid        primary key,
    producer  text        not null,
    event     uuid        not null,
    what      text        not null,
    topic     text        not null,
    partition integer     not null,
    position  bigint      not null,
    at        timestamptz not null
);
create index oddities_event on oddities (event);
