-- Where holders go in person. Operators keep it up to date over REST.
create table office (
    id               text    primary key,
    prefecture       char(2) not null,
    kind             text    not null check (kind in ('LICENCE_CENTRE', 'POLICE_STATION')),
    name             text    not null,
    -- with readings, for やさしい日本語
    name_easy        text    not null,
    name_english     text    not null,
    -- open on public holidays too; never from 29 December to 3 January
    open_on_holidays boolean not null,
    -- single days on which it stays closed
    closed_on        date[]  not null,
    changed_at       timestamptz
);
create index office_prefecture on office (prefecture, kind, id);

-- When counters take papers; a lunch break is the gap between two rows.
create table office_hours (
    office text not null references office,
    day    text not null check (day in ('WEEKDAY', 'SATURDAY', 'SUNDAY')),
    opens  time not null,
    closes time not null check (closes > opens),
    primary key (office, day, opens)
);

-- 鹿児島県警察, leaflet for holders of a My Number licence: hours for handing in signature certificates.
insert into office (id, prefecture, kind, name, name_easy, name_english, open_on_holidays, closed_on) values
    ('46-centre', '46', 'LICENCE_CENTRE', '交通安全教育センター',
     '交通（こうつう）安全（あんぜん）教育（きょういく）センター', 'Traffic Safety Education Centre', false, '{}'),
    ('46-stations', '46', 'POLICE_STATION', '鹿児島県内の警察署・幹部派出所',
     '鹿児島県（かごしまけん）の警察署（けいさつしょ）', 'Police stations in Kagoshima', false, '{}');
insert into office_hours (office, day, opens, closes) values
    ('46-centre', 'WEEKDAY', '08:30', '11:30'), ('46-centre', 'WEEKDAY', '13:00', '16:00'),
    ('46-centre', 'SUNDAY', '08:00', '11:30'), ('46-centre', 'SUNDAY', '13:00', '16:00'),
    ('46-stations', 'WEEKDAY', '08:30', '11:30'), ('46-stations', 'WEEKDAY', '13:00', '16:00');
