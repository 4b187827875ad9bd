-- When to see whether a change still stands where it stood; null when nothing is left to wait for.
alter table change_story add column look_at timestamptz;
create index change_story_look_at on change_story (look_at) where look_at is not null;

-- The change that this one corrects or cancels.
alter table change_story add column corrects text;

-- How many days a follow-up tells of.
alter table notice add column days integer;

-- A follow-up also tells of what was granted and is not answered.
alter table notice_item drop constraint notice_item_standing_check;
alter table notice_item add constraint notice_item_standing_check
    check (standing in ('APPLIED', 'REFUSED', 'WAITING', 'GRANTED'));
