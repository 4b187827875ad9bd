-- What is looked at once more before a notice leaves.

-- Where the newest encoding of each holder stands.
create table chip (
    holder         uuid   primary key,
    record_version bigint not null,
    -- of the event, among all that card-writer-service said of the holder
    sequence       bigint not null,
    -- as in notice.about
    about          text   not null,
    state          text   not null
);

-- When the licence record last took a new value of an item: what was refused before is settled then.
create table recorded_item (
    holder      uuid        not null,
    item        text        not null,
    recorded_at timestamptz not null,
    primary key (holder, item)
);
