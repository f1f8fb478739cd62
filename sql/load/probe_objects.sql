-- purpose: read the named objects as plain lines, to find the one that cannot be read
-- grain: one row
-- reads: @control.lake
-- writes: -
-- rerun: reads only
select count($1) as lines
from @control.lake/processing/${batch_id}/
(file_format => 'control.line_format', pattern => '${pattern}')
