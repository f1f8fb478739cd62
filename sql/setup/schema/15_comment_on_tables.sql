-- purpose: what each table is, where people look for it
-- grain: -
-- reads: -
-- writes: comments
-- rerun: says the same again
comment on table control.batches is 'One row a batch: its status (loaded or held) and the counts of its latest run';
comment on table control.batch_counts is 'One row a batch, feed and run: what became of the lines; run 1 is the load';
comment on table control.batch_quality is 'One row a batch, run, feed and rule: how many rows broke the rule';
comment on table control.batch_steps is 'One row a statement that made a batch, with its rows, time and query id';
comment on table control.loaded_objects is 'The ledger: one row an object that is loaded; decides what COPY loads';
comment on table control.object_failures is 'One row an object that could not be read and went to dead-letter';
comment on table control.rejected_rows is 'One row a line that was turned away, with its text, place and rule';
comment on table control.parameter_control is 'One row a feed: its newest event in the marts; reports, selects nothing';

comment on column control.batches.raw_trimmed_at is 'When its rows left raw; null while they are there';
comment on column control.batch_counts.rows_parsed is 'accepted + rejected';
comment on column control.batch_counts.rows_accepted is 'inserted + updated + superseded + repeated + held';
comment on column control.batch_counts.rows_extra is 'Lines with more columns than the feed knows';

comment on table raw.customers is 'Lines of customers as they came, every column as text';
comment on table raw.orders is 'Lines of orders as they came, every column as text';
comment on table raw.events is 'Lines of events as they came; one JSON object each';
comment on column raw.customers.extra is 'Array of the unknown columns, or an object with the whole line where there are more than 16';
comment on column raw.orders.extra is 'Array of the unknown columns, or an object with the whole line where there are more than 16';

comment on table stage.customers is 'Customer events of the batch in hand, typed and judged; empty between batches';
comment on table stage.orders is 'Orders of the batch in hand, typed and judged; empty between batches';
comment on table stage.events is 'Events of the batch in hand, read and judged; empty between batches';
comment on table stage.removed_customers is 'Customers that lose events in a reload; empty between reloads';

comment on table mart.customer_events is 'Every distinct accepted customer event, deletions included; never trimmed';
comment on table mart.customers is 'Customers as they are now (SCD type 1), by their latest event';
comment on table mart.customer_history is 'Customers as they were (SCD type 2), derived from customer_events';
comment on table mart.orders is 'Orders; of several versions the one recorded last';
comment on table mart.superseded_orders is 'Accepted versions of orders that do not stand';
comment on table mart.events is 'Events; of several versions the one that occurred last';
comment on table mart.superseded_events is 'Accepted versions of events that do not stand';

comment on column mart.customer_history.valid_from is 'First instant of the version, UTC';
comment on column mart.customer_history.valid_to is 'First instant after the version, UTC; null for the current one';
comment on column mart.customer_history.attribute_hash is 'Hash of name, email and country: equal neighbours are one version';
comment on column mart.orders.batch_id is 'The batch that brought this version; control.lineage leads on to object and line';
comment on column mart.orders.ordered_at is 'When the order was placed, UTC';
comment on column mart.orders.recorded_at is 'When this version was recorded, UTC; the latest stands';
comment on column mart.events.body is 'The whole event';
