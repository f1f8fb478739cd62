-- purpose: the service user of the loader, who signs in by key pair; left out if setup.public-key-file is not set
-- grain: -
-- reads: -
-- writes: ${loader_user}
-- rerun: creates only what is missing; the key becomes the one in the file, which is how it is changed
create user if not exists ${loader_user}
    type = service
    default_role = ${loader_role}
    default_warehouse = ${warehouse}
    default_namespace = ${database}
    comment = 'Snowline: the loader';

alter user ${loader_user} set rsa_public_key = '${public_key}';

grant role ${loader_role} to user ${loader_user};
