-- Forget the words that themes of one layer were told by before events: others were found since.
update theme_effects set wording = null
where activity = $activity and layer = $layer and wording is not null
