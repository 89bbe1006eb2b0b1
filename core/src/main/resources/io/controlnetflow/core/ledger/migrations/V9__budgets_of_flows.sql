-- A flow's own budgets: what its runs may reserve, which run pays for what it calls, and of which runs nothing is sent for now.

alter table flow_run add column if not exists budget_run decimal(14,6);                    -- USD one run of the flow may reserve
alter table flow_run add column if not exists budget_day decimal(14,6);                    -- USD all runs of the flow may reserve a day
alter table flow_run add column if not exists caller varchar(200);                         -- the run that calls this one

-- An attempt of a run that others call counts for each of these, too.
create table if not exists flow_charge (
  attempt_id  bigint        not null,
  run_id      varchar(200)  not null,
  primary key (attempt_id, run_id)
);
create index if not exists flow_charge_run on flow_charge (run_id);

create table if not exists flow_halt (
  run_id      varchar(200)  primary key,
  payer       varchar(200)  not null,           -- the run whose budget is used up: itself, or one that calls it
  reason      varchar(4000) not null,
  until_ms    bigint
);
