-- Forget the ideas of one layer, before the next ones are stored.
delete from mentions where activity = $activity and layer = $layer
