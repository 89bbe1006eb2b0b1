-- When a person had a job polled again: its deadlines count from then, and it was accepted when it was accepted.

alter table flow_job add column if not exists resumed_at bigint;
