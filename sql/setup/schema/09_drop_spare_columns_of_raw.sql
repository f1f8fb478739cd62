-- purpose: the spare columns that extra replaces
-- grain: -
-- reads: -
-- writes: raw.customers, raw.orders
-- rerun: drops only what is there
alter table raw.customers drop column if exists extra_1, extra_2, extra_3, extra_4;

alter table raw.orders drop column if exists extra_1, extra_2, extra_3, extra_4;
