-- How a holder wants to be told beside the inbox: channels in the order in which they are tried, and where mail goes.
alter table preference add column channels text[] not null default '{PORTAL,MAIL}';
alter table preference add column mail text;
comment on column preference.mail is 'personal data: shown to the holder alone, and to the mail server';

-- Orders what is told about one matter: a delivery is given up when a notice of a higher rank took its place.
alter table notice add column rank bigint not null default 0;
-- The matter that this notice corrects.
alter table notice add column corrects text;
create index notice_corrects on notice (holder, corrects) where corrects is not null;

-- One notice on its way over one channel. Written in the transaction that tells the notice, sent after it.
create table delivery (
    notice     uuid        not null references notice,
    channel    text        not null check (channel in ('PORTAL', 'MAIL')),
    holder     uuid        not null,
    prefecture char(2)     not null,
    state      text        not null check (state in ('PENDING', 'SENT', 'OVERTAKEN', 'DEAD')),
    attempts   integer     not null,
    -- while pending: when it is tried next; whoever takes it moves this on, so a crash only delays
    due_at     timestamptz not null,
    trouble    text,
    ended_at   timestamptz,
    -- the same outcome goes over one channel once
    primary key (notice, channel),
    check ((state = 'PENDING') = (ended_at is null))
);
create index delivery_due on delivery (due_at) where state = 'PENDING';
create index delivery_dead on delivery (ended_at desc) where state = 'DEAD';
