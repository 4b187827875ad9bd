-- One row per event that had its effect; `position` is the order of the effects.
create table effect (
    position bigint  primary key generated always as identity,
    event    uuid    not null,
    holder   uuid    not null,
    kind     text    not null
);
