-- What parameters of a cell took from outside of its run when it started, as a clock: a cell that starts again takes the same.

alter table flow_cell add column if not exists readings varchar(1000000);
