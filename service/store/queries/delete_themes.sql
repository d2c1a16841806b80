-- Forget the themes of one layer, before the next ones are stored.
delete from themes where activity = $activity and layer = $layer
