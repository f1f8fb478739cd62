-- purpose: how late events arrive that say when they were received
-- grain: one row a batch and feed that has such events
-- reads: -
-- writes: stage.events, control.event_delays
-- rerun: adds only what is missing
alter table stage.events add column if not exists received_at timestamp_ntz;

create table if not exists control.event_delays (
    batch_id varchar not null,
    feed varchar not null,
    events number(18, 0) not null,
    first_received_at timestamp_ntz not null,
    last_received_at timestamp_ntz not null,
    recorded_at timestamp_ntz not null
);

comment on table control.event_delays is 'One row a batch and feed: when its events were received by HTTP, and recorded here';
