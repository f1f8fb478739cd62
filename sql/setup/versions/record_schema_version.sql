-- purpose: remembers that a script was applied, after its last statement
-- grain: one row a script
-- reads: -
-- writes: control.schema_versions
-- rerun: asked for only where the script has no row, under the lock of setup
insert into control.schema_versions (
    script,
    checksum,
    applied_at,
    applied_by
)
select
    :?script as script,
    :?checksum as checksum,
    sysdate() as applied_at,
    current_user() as applied_by
