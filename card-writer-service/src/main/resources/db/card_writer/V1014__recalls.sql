-- A change may be recalled before the record that carries it out was seen here.
alter table desk alter column record_version drop not null;
alter table desk add column recalled text[] not null default '{}';
comment on column desk.record_version is 'null where nothing but a recall was heard of the holder';
comment on column desk.recalled is 'recalled changes that the card is not proven to hold; no order leaves until an officer lets it';
