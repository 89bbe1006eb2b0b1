-- A run belongs to the provider that it was planned for: its cells wait for that one. Empty: nobody noted it.

alter table flow_run add column if not exists provider varchar(1000) default '' not null;
