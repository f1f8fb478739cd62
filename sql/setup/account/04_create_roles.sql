-- purpose: two roles that own nothing; what they may do to tables is in sql/setup/grants
-- grain: -
-- reads: -
-- writes: ${loader_role}, ${analyst_role}
-- rerun: creates only what is missing; granting again changes nothing
create role if not exists ${loader_role}
    comment = 'Snowline: reads and writes rows; cannot create, alter or drop';

create role if not exists ${analyst_role}
    comment = 'Snowline: reads the schema mart';

grant role ${loader_role} to role sysadmin;
grant role ${analyst_role} to role sysadmin;

grant usage on warehouse ${warehouse} to role ${loader_role};
grant usage on warehouse ${warehouse} to role ${analyst_role};
grant usage on database ${database} to role ${loader_role};
grant usage on database ${database} to role ${analyst_role};
