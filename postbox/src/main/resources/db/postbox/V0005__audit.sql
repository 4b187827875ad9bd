-- Who did what to this service, and who looked at whom: an entry for each transaction that an operator's or officer's
-- request committed, and one for each answer that such a request was given. Each entry names the one before by the
-- SHA-256 of its line.
create table audit_entry (
    position bigint      primary key,
    at       timestamptz not null,
    line     text        not null,
    hash     text        not null
);
comment on column audit_entry.at is 'never before that of the entry before';
comment on column audit_entry.line is 'one JSON object, exactly as it is exported; ids only';
comment on column audit_entry.hash is 'SHA-256 of the line in UTF-8, lower-case hexadecimal';
create index audit_entry_day on audit_entry (at, position);

-- Whoever writes an entry says what was done, and what the first of all entries names. Position, predecessor and hash
-- are given here, so that no writer can give wrong ones. Entries are written last in their transactions: the lock is
-- held as long as a commit takes.
create function chain_audit_entry() returns trigger language plpgsql as $$
declare
    last audit_entry;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit', 0));
    select * into last from audit_entry order by position desc limit 1;
    new.position := coalesce(last.position, 0) + 1;
    new.at := greatest(new.at, last.at);
    new.line := format('{"position":%s,"previous":"%s","at":"%s",%s',
                       new.position,
                       coalesce(last.hash, new.hash),
                       to_char(new.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       substr(new.line, 2));
    new.hash := encode(sha256(convert_to(new.line, 'UTF8')), 'hex');
    return new;
end
$$;
create trigger audit_entry_is_chained before insert on audit_entry
    for each row execute function chain_audit_entry();
alter table audit_entry enable always trigger audit_entry_is_chained;

-- Days whose file somebody said is stored.
create table audit_export (
    day         date        primary key,
    hash        text        not null,
    exported_at timestamptz not null
);
comment on column audit_export.day is 'in Asia/Tokyo';
comment on column audit_export.hash is 'of the last entry of that day, or of the last before it';

create function refuse_to_rewrite_the_audit_trail() returns trigger language plpgsql as $$
begin
    raise exception '% is a record of what was done: it is only ever added to', tg_table_name
        using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_entry_is_history before update or delete or truncate on audit_entry
    for each statement execute function refuse_to_rewrite_the_audit_trail();
alter table audit_entry enable always trigger audit_entry_is_history;
create trigger audit_export_is_history before update or delete or truncate on audit_export
    for each statement execute function refuse_to_rewrite_the_audit_trail();
alter table audit_export enable always trigger audit_export_is_history;
