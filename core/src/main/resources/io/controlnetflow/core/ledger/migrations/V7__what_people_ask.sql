-- What people ask: what a cell was made of, which runs were cancelled, and which run took another's place.

alter table flow_cell add column if not exists parts varchar(1000000);                     -- JSON of what its key is made of
alter table flow_run add column if not exists cancelled boolean default false not null;
alter table flow_run add column if not exists origin varchar(200);                         -- the first run whose place it took
