-- purpose: the one-row table that decides which loader of this pipeline may write
-- grain: one row
-- reads: control.fence_${pipeline}
-- writes: control.fence_${pipeline}
-- rerun: the row is inserted only into an empty table
create table if not exists control.fence_${pipeline} (
    epoch number(18, 0) not null,
    raised_by varchar,
    raised_at timestamp_ntz,
    touched_at timestamp_ntz
);

insert into control.fence_${pipeline} (epoch)
select 0 as epoch
where not exists (select 1 from control.fence_${pipeline});
