-- purpose: take the lines that name the customer out of what was rejected
-- grain: one row a line
-- reads: stage.forgotten_lines
-- writes: control.rejected_rows
-- rerun: deletes only what is there
delete from control.rejected_rows
where (feed, source_file, source_row) in (
    select
        feed,
        source_file,
        source_row
    from stage.forgotten_lines
)
