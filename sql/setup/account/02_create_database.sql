-- purpose: the database that holds the schemas
-- grain: -
-- reads: -
-- writes: ${database}
-- rerun: creates only what is missing
create database if not exists ${database}
    comment = 'Snowline: lines of logs, modelled';
