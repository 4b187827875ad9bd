-- One row per holder: the newest record version that was seen, and what the card is proven to hold.
-- Written under the lock of the holder's row in postbox_holder.
create table desk (
    holder            uuid    primary key,
    record_version    bigint  not null,
    card              text,
    licence_state     text    not null,
    proven_version    bigint,
    proven_content    text,
    proven_serial     text,
    last_sent_version bigint,
    constraint proven_wholly check (
        (proven_version is null) = (proven_content is null)
        and (proven_version is null) = (proven_serial is null)
    )
) with (fillfactor = 80);
comment on column desk.proven_content is 'SHA-256 of the content, without the signature, that the factory last read back';
comment on column desk.last_sent_version is 'newest version that ever left for the factory: newer than the proven one, it puts the proof in doubt';

-- One row per encoding of one record version on one card.
create table encoding (
    order_id         uuid        primary key,
    holder           uuid        not null,
    prefecture       text        not null,
    card             text        not null,
    version          bigint      not null,
    content_sha256   text        not null,
    changes          text[]      not null,
    state            text        not null,
    failure          text,
    attempts         integer     not null,
    read_back_sha256 text,
    card_serial      text,
    files            text,
    due_at           timestamptz,
    moves            integer     not null,
    opened_at        timestamptz not null,
    moved_at         timestamptz not null,
    unique (card, version)
) with (fillfactor = 70);
comment on column encoding.changes is 'municipal changes that this encoding brings onto the chip, oldest first';
comment on column encoding.read_back_sha256 is 'what the factory must report; null until the order first left';
comment on column encoding.files is 'the chip''s files, one a line: path=base64; erased when the encoding ends';
comment on column encoding.due_at is 'when it is to be sent, or when the factory must have answered; null where nothing is due';
comment on column encoding.moves is 'how many moves were published: the cause of the next event''s id';

-- At most one open encoding per card, whatever the code believes.
create unique index encoding_one_open_per_card on encoding (card)
    where state in ('QUEUED', 'ORDERED', 'ACCEPTED', 'FAILED', 'OFFICER_NEEDED', 'HELD');

create index encoding_due on encoding (due_at) where due_at is not null;
create index encoding_of_holder on encoding (holder, version);

-- What happened to each municipal change here, for its journey. Rows are only ever added.
create table encoding_step (
    id        uuid        primary key,
    change_id uuid        not null,
    producer  text        not null,
    order_id  uuid        not null,
    at        timestamptz not null,
    what      text        not null,
    attempts  integer     not null,
    must_act  text        not null,
    due_at    timestamptz
);
create index encoding_step_of_change on encoding_step (change_id, at);
