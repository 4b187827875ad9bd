-- Where a holder lived, as the licence record said it: what takes effect is said by the municipality of that time. Moves
-- are not repeated here; they are in the changes. Rows are only ever added.
create table recorded_residences (
    holder       uuid        not null,
    municipality text        not null,
    since        timestamptz,
    unique nulls not distinct (holder, since)
);
comment on column recorded_residences.since is 'null: nothing was known before; so far, the holder had lived there';

-- Where no municipality told of a move, the residence is what the record said first.
insert into recorded_residences (holder, municipality)
select h.holder, h.residence from holders h
where h.residence is not null
  and not exists (select from changes c join change_items i on i.change = c.id
                  where c.holder = h.holder and i.item = 'ADDRESS');

-- Where it is another one than the last move led to, the record said so since.
insert into recorded_residences (holder, municipality, since)
select h.holder, h.residence, max(c.received_at)
from holders h join changes c on c.holder = h.holder join change_items i on i.change = c.id and i.item = 'ADDRESS'
where h.residence is not null
group by h.holder, h.residence
having h.residence <> (array_agg(i.detail order by c.order_at desc, c.producer_sequence desc))[1];
