-- What responders said of single certificates. Revoked stays revoked; otherwise the newest answer counts.
create table ocsp_answers (
    authority   text        not null,
    serial      text        not null,
    status      text        not null check (status in ('GOOD', 'REVOKED', 'UNKNOWN')),
    reason      text,
    revoked_at  timestamptz,
    produced_at timestamptz not null,
    this_update timestamptz not null,
    next_update timestamptz not null,
    received_at timestamptz not null,
    primary key (authority, serial)
);
comment on column ocsp_answers.status is 'REVOKED has a reason and a time, the others have neither';
