-- A mail address that waits for the code which was sent there. preference.mail holds proven addresses alone.
create table mail_confirmation (
    holder     uuid        primary key,
    address    text        not null,
    -- SHA-256, in hexadecimal, of the holder, the address and the code
    digest     text        not null,
    expires_at timestamptz not null,
    -- how often another code was entered
    wrong      smallint    not null
);
comment on column mail_confirmation.address is 'personal data: shown to the holder alone, and to the mail server';

-- The codes of the last 24 hours, so that nobody is flooded with them.
create table mail_code_sent (
    holder  uuid        not null,
    -- SHA-256, in hexadecimal, of the address
    address text        not null,
    sent_at timestamptz not null
);
create index mail_code_sent_at on mail_code_sent (sent_at);

-- Nobody proved the addresses that were entered until now: their holders see them, and ask for a code.
insert into mail_confirmation (holder, address, digest, expires_at, wrong)
select holder, mail, '', changed_at, 0 from preference where mail is not null;
update preference set mail = null where mail is not null;
comment on column preference.mail is 'proven to be the holder''s; personal data: shown to the holder alone, and to the mail server';
