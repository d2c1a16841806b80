-- Declare the indicators of a programme, in order.
-- $rows: JSON list of surveys.indicators.Indicator
insert into indicators
select $programme, position, definition
from (
    select unnest($rows::json[]) as definition, generate_subscripts($rows::json[], 1) as position
)
