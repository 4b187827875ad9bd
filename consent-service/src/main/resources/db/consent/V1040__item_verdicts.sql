-- Every verdict on every item, with the identities of what it rests on. Rows are only ever added; they take the place of
-- the table of verdicts, which the version before still reads.
create table item_verdicts (
    change            uuid        not null references changes (id),
    item              text        not null check (item in ('ADDRESS', 'NAME', 'BIRTH_DATE', 'DOMICILE')),
    revision          integer     not null,
    decided_at        timestamptz not null,
    answer            text        not null check (answer in ('GRANTED', 'WAITING', 'REFUSED')),
    why               text,
    waiting_until     timestamptz,
    rules             text        not null,
    consent_version   bigint,
    authority         text,
    serial            text,
    certificate_as_of timestamptz,
    list_number       text,
    list_update       timestamptz,
    submission        uuid,
    hash              text        not null,
    primary key (change, item, revision)
);
comment on column item_verdicts.certificate_as_of is 'the instant as of which the certificate was asked for';
comment on column item_verdicts.list_number is 'the revocation list that was consulted when the verdict was given';
comment on column item_verdicts.hash is 'SHA-256 of what was decided and what it rests on, without when it was decided';

insert into item_verdicts
  (change, item, revision, decided_at, answer, why, waiting_until, rules, consent_version, list_number, list_update, hash)
select v.change, split_part(said.words, ' ', 1), v.revision, v.decided_at, split_part(said.words, ' ', 2),
       nullif(split_part(said.words, ' ', 3), ''),
       cast(nullif(split_part(said.words, ' until ', 2), '') as timestamptz), v.rules, v.consent_version,
       v.list_number, v.list_update, v.hash
from verdicts v
cross join lateral regexp_split_to_table(v.items, '; ') as said (words)
where v.items <> '';

-- What an officer or the holder sees of one holder.
create index changes_holder on changes (holder, order_at desc);

-- When an item of a holder was last put right at a counter: what was refused before is no duty any more.
create table counter_reports (
    holder      uuid        not null,
    item        text        not null check (item in ('ADDRESS', 'NAME', 'BIRTH_DATE', 'DOMICILE')),
    reported_at timestamptz not null,
    primary key (holder, item)
);
