-- purpose: the four schemas of the warehouse
-- grain: -
-- reads: -
-- writes: control, raw, stage, mart
-- rerun: creates only what is missing
create schema if not exists control;
create schema if not exists raw;
create schema if not exists stage;
create schema if not exists mart;
