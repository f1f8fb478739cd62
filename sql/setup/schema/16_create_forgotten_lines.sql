-- purpose: the lines that a customer who is being forgotten appears in; empty between transactions
-- grain: one row a line of an object
-- reads: -
-- writes: stage.forgotten_lines
-- rerun: creates only what is missing
create transient table if not exists stage.forgotten_lines (
    feed varchar not null,
    source_file varchar not null,
    source_row number(18, 0) not null,
    is_unparsable boolean not null
);

comment on table stage.forgotten_lines is 'The lines that name a customer who is being forgotten; empty between transactions';
