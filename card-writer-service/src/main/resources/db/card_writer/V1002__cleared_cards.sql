-- A receipt may come after the licence left the card. What it proves is not on the card any more.
alter table desk add column cleared_after_version bigint;
comment on column desk.cleared_after_version is 'last version before the licence left the card or moved to another; no proof up to it counts';
