-- What thousands of pictures are called is longer than a million characters.

alter table flow_run alter column outputs set data type text;
alter table flow_cell alter column output set data type text;
