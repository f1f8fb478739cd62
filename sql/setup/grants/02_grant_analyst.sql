-- purpose: analysts read the marts, also those to come, and nothing else
-- grain: -
-- reads: -
-- writes: privileges of ${analyst_role}
-- rerun: granting again changes nothing
grant usage on schema mart to role ${analyst_role};
grant select on all tables in schema mart to role ${analyst_role};
grant select on future tables in schema mart to role ${analyst_role};
grant select on all views in schema mart to role ${analyst_role};
grant select on future views in schema mart to role ${analyst_role};
