-- Tell a theme of one layer by other words, each in its place.
update themes
set label = {fr: $fr, en: $en}, words = $words
where activity = $activity and layer = $layer and number = $number
