-- What a plan says of its cells: barriers, what may fail, what may be run again, what waits until when, and what can be used again.

alter table flow_cell add column if not exists gate varchar(12) default 'CELL' not null;   -- CELL; or a barrier: ALL, SETTLED, COUNT
alter table flow_cell add column if not exists wanted integer default 0 not null;          -- COUNT: so many that are DONE
alter table flow_cell add column if not exists met integer default 0 not null;             -- a barrier's: so many above are DONE
alter table flow_cell add column if not exists broken boolean default false not null;      -- a barrier's: one above has no value
alter table flow_cell add column if not exists optional boolean default false not null;
alter table flow_cell add column if not exists repeatable boolean default true not null;
alter table flow_cell add column if not exists begun boolean default false not null;       -- a body that acts outside was begun
alter table flow_cell add column if not exists tries integer default 0 not null;
alter table flow_cell add column if not exists due bigint default 0 not null;              -- not before; APPROVAL: until; -1: a person said no
alter table flow_cell add column if not exists approve_then boolean default false not null;
alter table flow_cell add column if not exists cell_key varchar(64);
create index if not exists flow_cell_key on flow_cell (cell_key);

alter table flow_run add column if not exists outputs varchar(1000000);                    -- once settled, when somebody waits for them
alter table flow_run add column if not exists problem varchar(10000);
create index if not exists flow_run_flow on flow_run (flow, created_at);
