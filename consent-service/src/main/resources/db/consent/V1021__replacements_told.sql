-- Which certificates were told of as those with which a consent goes on: each is told once, however often and however
-- differently it is handed over.
create table replacements_told (
    holder    uuid   not null,
    version   bigint not null,
    authority text   not null,
    serial    text   not null,
    primary key (holder, version, authority, serial),
    foreign key (holder, version) references consents
);

-- What is known by now was told before.
insert into replacements_told
select c.holder, c.version, k.authority, k.serial
from consents c join certificates k on k.holder = c.holder
where c.state = 'OPEN' and (k.authority, k.serial) <> (c.authority, c.serial);
