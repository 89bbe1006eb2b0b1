-- Where the files of a cell were put for people: what is in place is not put there again when its run is settled.

alter table flow_cell add column if not exists files varchar(100000);
