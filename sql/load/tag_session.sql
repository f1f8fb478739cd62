-- purpose: let Snowflake's query history and its costs be read by batch
-- grain: -
-- reads: -
-- writes: the session's query tag
-- rerun: sets the same tag
alter session set query_tag = '${batch_id}'
