-- Who is at work, and who puts a run's pictures into place just now.

create table if not exists flow_node (
  node        varchar(200)  primary key,
  store       varchar(200)  not null,           -- which artifact store it uses
  seen_at     bigint        not null            -- negative once it was found silent
);

alter table flow_run add column if not exists publisher varchar(200);
alter table flow_run add column if not exists publish_until bigint default 0 not null;
