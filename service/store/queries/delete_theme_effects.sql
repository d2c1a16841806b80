-- Forget what events changed of a proposal that is no more; of what stands it is kept for ever.
delete from theme_effects
where activity = $activity and layer = $layer and layer = 'proposed'
