-- Which revocation list a verdict rests on, whole: of which distribution point, beside its number.
alter table item_verdicts add column list_point text;
comment on column item_verdicts.list_point is 'directory name of the distribution point, DER in hexadecimal';

update item_verdicts v set list_point = c.distribution_point
from certificates c
where v.list_number is not null and c.authority = v.authority and c.serial = v.serial;
