-- What was granted on a certificate that, as came out later, had been compromised already then: each told once.
create table recalls (
    change     uuid        not null references changes (id),
    item       text        not null,
    noticed_at timestamptz not null,
    primary key (change, item)
);

-- Few certificates are ever compromised: they are where the search begins.
create index revocations_compromised on revocations (authority, serial)
    where reason in ('KEY_COMPROMISE', 'CA_COMPROMISE');
create index told_revocations_compromised on told_revocations (holder, serial)
    where reason in ('KEY_COMPROMISE', 'CA_COMPROMISE');
create index ocsp_answers_compromised on ocsp_answers (authority, serial)
    where reason in ('KEY_COMPROMISE', 'CA_COMPROMISE');
