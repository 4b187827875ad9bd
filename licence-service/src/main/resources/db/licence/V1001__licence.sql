-- The licence record.
--
-- licence_version is the record: one row for each version, complete, never altered and never removed. licence points
-- at the newest version of each holder and knows what was proven on the chip. applied_change remembers every verdict
-- that was carried out or refused here, with the facts it rested on.

create table licence_version (
    holder          uuid        not null,
    version         bigint      not null check (version > 0),
    -- Valid time: since when what this version changed holds in the world.
    effective_from  timestamptz not null,
    -- Its place among the holder's changes: as effective_from, but never before the change that it corrects.
    ordered_at      timestamptz not null,
    -- Recorded time: since when it stands here.
    recorded_at     timestamptz not null,
    -- What made it, the municipal changes it carries out, which of the holder's items differ from the version before,
    -- and where the evidence is: a decision's id, or the officer's.
    kind            text        not null,
    changes         text[]      not null,
    items           text[]      not null,
    evidence        text        not null,
    -- The record as this version says.
    number          text        not null check (number ~ '^[0-9]{12}$'),
    name            text        not null,
    kana            text        not null,
    birth_date      date        not null,
    municipality    text        not null check (municipality ~ '^[0-9]{6}$'),
    address         text        not null,
    domicile        text        not null,
    commission      text        not null,
    issued_on       date        not null,
    valid_until     date        not null,
    classes         text[]      not null,
    class_dates     date[]      not null,
    conditions      text[]      not null,
    remarks         text[]      not null,
    colour          text        not null,
    photo           text,
    form            text        not null,
    card            text,
    state           text        not null,
    -- The place of the newest change of each of the holder's items, so that an older change cannot overwrite it.
    name_from       timestamptz not null,
    birth_date_from timestamptz not null,
    address_from    timestamptz not null,
    domicile_from   timestamptz not null,
    -- Equal for two versions that would put the same onto the chip; null where no card carries the licence.
    chip_content    uuid,
    -- Two writers of the same version cannot both succeed.
    primary key (holder, version),
    check (cardinality(classes) = cardinality(class_dates)),
    check ((form = 'LICENCE_ONLY') = (card is null)),
    check ((card is null) = (chip_content is null))
);

create table licence (
    holder         uuid        primary key,
    version        bigint      not null,
    number         text        not null constraint licence_number_is_unique unique,
    prefecture     text        not null check (prefecture ~ '^[0-9]{2}$'),
    chip_content   uuid,
    -- Since when the chip should say chip_content.
    content_since  timestamptz not null,
    -- The newest version that the factory read back from the chip, and what that version put there.
    proven_version bigint,
    proven_content uuid,
    proven_at      timestamptz,
    foreign key (holder, version) references licence_version (holder, version)
);

-- The drift: licences whose chip is not proven to say what the record says.
create index licence_drift on licence (prefecture)
    where chip_content is not null and chip_content is distinct from proven_content;

create table applied_change (
    -- Derived from the change and the revision.
    id              uuid        primary key,
    producer        text        not null,
    change_id       uuid        not null,
    revision        int         not null check (revision > 0),
    holder          uuid        not null,
    outcome         text        not null,
    -- The version that it made; null where it made none.
    version         bigint,
    -- Items applied; items refused here, each with its reason; items the consent-service refused; items that wait.
    applied         text[]      not null,
    refused         text[]      not null,
    declined        text[]      not null,
    waiting         text[]      not null,
    reason          text        not null,
    effective_at    timestamptz not null,
    ordered_at      timestamptz not null,
    corrects        text,
    -- What the verdict rested on.
    decision        uuid        not null,
    rules           text        not null,
    consent_version bigint,
    certificate     text,
    crl_number      text,
    crl_this_update timestamptz,
    recorded_at     timestamptz not null,
    unique (change_id, producer, revision)
);

create table chip_proof (
    -- The order whose read-back proved it.
    order_id    uuid        primary key,
    holder      uuid        not null,
    version     bigint      not null,
    recorded_at timestamptz not null
);

create index chip_proof_of_holder on chip_proof (holder, version);

-- History is append-only for everyone who can connect, the tables' owner included.
create function refuse_to_rewrite_history() returns trigger language plpgsql as $$
begin
    raise exception '% is history: it is only ever added to', tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;

create trigger licence_version_is_history before update or delete or truncate on licence_version
    for each statement execute function refuse_to_rewrite_history();
create trigger applied_change_is_history before update or delete or truncate on applied_change
    for each statement execute function refuse_to_rewrite_history();
create trigger chip_proof_is_history before update or delete or truncate on chip_proof
    for each statement execute function refuse_to_rewrite_history();
