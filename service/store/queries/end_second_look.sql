-- Say that all ideas of a second look have been placed.
update second_looks set ended_at = $ended_at::timestamp where look_id = $look_id
