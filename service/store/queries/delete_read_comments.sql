-- Forget what was read for one layer, before what the next one read is stored.
delete from read_comments where activity = $activity and layer = $layer
