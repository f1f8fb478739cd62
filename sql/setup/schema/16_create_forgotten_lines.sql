-- purpose: the lines that name a customer who is being forgotten, and how many each object has lost that way
-- grain: one row a line of an object
-- reads: -
-- writes: stage.forgotten_lines, control.loaded_objects
-- rerun: creates only what is missing
create transient table if not exists stage.forgotten_lines (
    feed varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null,
    is_unparsable boolean not null
);

comment on table stage.forgotten_lines is 'The lines that name a customer who is being forgotten; empty between transactions';

alter table control.loaded_objects add column if not exists rows_forgotten number(18, 0);

comment on column control.loaded_objects.rows_forgotten is 'Lines erased with a customer since; null where none were';
