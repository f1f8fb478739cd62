-- purpose: lets the stage reach the bucket as an AWS role, without keys; left out if setup.storage-role-arn is not set
-- grain: -
-- reads: -
-- writes: ${storage_integration}
-- rerun: creates only what is missing: replacing it would change the external id that the AWS role trusts
create storage integration if not exists ${storage_integration}
    type = external_stage
    storage_provider = 's3'
    enabled = true
    storage_aws_role_arn = '${storage_role_arn}'
    storage_allowed_locations = ('s3://${bucket}/')
    comment = 'Snowline: the bucket of the lake';
