-- purpose: take the lines that name the customer out of raw
-- grain: one row a line
-- reads: stage.forgotten_lines
-- writes: raw.customers
-- rerun: deletes only what is there
delete from raw.customers
where (source_file, source_row) in (
    select
        source_file,
        source_row
    from stage.forgotten_lines
    where feed = 'customers'
)
