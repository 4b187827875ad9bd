-- An officer may put an encoding before the others; a new card in production always is.
alter table encoding add column urgent boolean not null default false;

-- A factory to which no order leaves until an operator says so.
create table factory_pause (
    factory   text        primary key,
    reason    text        not null,
    paused_by text        not null,
    paused_at timestamptz not null
);
