-- Forget some themes of one layer, before they are stored again. $activity, $layer, $numbers
delete from themes
where activity = $activity and layer = $layer and number in (select unnest($numbers::integer[]))
