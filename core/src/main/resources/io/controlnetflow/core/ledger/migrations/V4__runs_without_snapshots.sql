-- What the step before copied. In a step of its own, so that the copying can be begun again as long as it is not known to be over.

alter table flow_run drop column if exists snapshot;
alter table flow_run alter column snapshot_id set not null;
