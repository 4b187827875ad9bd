-- What must be known of a holder when a new card is produced: the newest record, and the signature
-- certificate that was submitted. Written under the lock of the holder's row in postbox_holder.
create table standing (
    holder                  uuid    primary key,
    record_version          bigint,
    prefecture              text,
    number                  text,
    form                    text,
    state                   text,
    valid_until             date,
    name_in_certificate     boolean,
    files                   text,
    certificate_valid_until timestamptz,
    certificate_sequence    bigint
) with (fillfactor = 80);
comment on column standing.files is 'the chip''s files for the newest record, one a line: path=base64; null where the chip cannot carry it';
comment on column standing.certificate_valid_until is 'null where no signature certificate is known that counts';

-- One row per production of a new card, and what was decided. Rows are only ever added.
create table card_production (
    request    uuid        primary key,
    holder     uuid        not null,
    new_card   text        not null,
    decided_at timestamptz not null,
    obstacles  text[]      not null
);
comment on column card_production.obstacles is 'why the licence was not recorded on the new card; empty if it is';
create index card_production_of_holder on card_production (holder, decided_at);

-- A card that was replaced before the record knew: what names the old one means the new one.
alter table desk add column replaced_card text;
