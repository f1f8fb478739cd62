-- purpose: the loader reads and writes rows of every table, also of those to come; it owns none, so it cannot drop one
-- grain: -
-- reads: -
-- writes: privileges of ${loader_role}
-- rerun: granting again changes nothing
grant usage on schema control to role ${loader_role};
grant usage on schema raw to role ${loader_role};
grant usage on schema stage to role ${loader_role};
grant usage on schema mart to role ${loader_role};

grant usage on stage control.lake to role ${loader_role};
grant usage on all file formats in schema control to role ${loader_role};
grant usage on future file formats in schema control to role ${loader_role};

grant select, insert, update, delete on all tables in schema control to role ${loader_role};
grant select, insert, update, delete on future tables in schema control to role ${loader_role};
grant select on all views in schema control to role ${loader_role};
grant select on future views in schema control to role ${loader_role};

grant select, insert, update, delete on all tables in schema raw to role ${loader_role};
grant select, insert, update, delete on future tables in schema raw to role ${loader_role};

grant select, insert, update, delete, truncate on all tables in schema stage to role ${loader_role};
grant select, insert, update, delete, truncate on future tables in schema stage to role ${loader_role};

grant select, insert, update, delete on all tables in schema mart to role ${loader_role};
grant select, insert, update, delete on future tables in schema mart to role ${loader_role};
grant select on all views in schema mart to role ${loader_role};
grant select on future views in schema mart to role ${loader_role};

-- What setup remembers is not the loader's to change.
revoke insert, update, delete on table control.schema_versions from role ${loader_role};
revoke insert, update, delete on table control.setup_lock from role ${loader_role};
