-- Keep what people decided to tell of a theme, in both layers. $name: struct(fr, en), or null
update themes
set
    name = $name::struct(fr varchar, en varchar),
    dismissed = $dismissed,
    confirmed = $confirmed,
    locked = $locked
where activity = $activity and number = $number
