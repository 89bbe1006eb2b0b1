-- A flow's snapshot is kept once, not in every run of it.

create table if not exists flow_snapshot (
  snapshot_id varchar(64)   primary key,        -- sha256 of the text, or a number for what came with the first schema
  snapshot    varchar(1000000) not null
);
alter table flow_run add column if not exists snapshot_id varchar(64);

insert into flow_snapshot (snapshot_id, snapshot)
  select 'first-schema-' || row_number() over (order by d.snapshot), d.snapshot
    from (select distinct r.snapshot from flow_run r where r.snapshot_id is null) d
    where not exists (select 1 from flow_snapshot s where s.snapshot_id like 'first-schema-%');
update flow_run set snapshot_id = (
    select min(s.snapshot_id) from flow_snapshot s where s.snapshot = flow_run.snapshot)
  where snapshot_id is null;

-- Nobody looks drops up by these.
drop index if exists flow_drop_place;
drop index if exists flow_drop_run;

-- On H2 every block of numbers is a commit of its own.
alter table flow_drop alter column drop_id set cache ${numbers_at_once};
alter table flow_event alter column event_id set cache ${numbers_at_once};
