-- purpose: how the bucket is read; one line of a file is always one row (multi_line = false)
-- grain: -
-- reads: -
-- writes: control.csv_format, control.line_format, control.lake
-- rerun: creates only what is missing
create file format if not exists control.csv_format
    type = csv
    field_delimiter = ','
    field_optionally_enclosed_by = '"'
    escape_unenclosed_field = none
    multi_line = false
    skip_blank_lines = true
    error_on_column_count_mismatch = false
    empty_field_as_null = false
    null_if = ()
    encoding = 'UTF8'
    compression = auto;

create file format if not exists control.line_format
    type = csv
    field_delimiter = none
    field_optionally_enclosed_by = none
    escape_unenclosed_field = none
    multi_line = false
    skip_blank_lines = true
    empty_field_as_null = false
    null_if = ()
    replace_invalid_characters = true
    encoding = 'UTF8'
    compression = auto;

create stage if not exists control.lake
    url = 's3://${bucket}/'
    storage_integration = ${storage_integration};
