-- Forget a theme in the layers in which it has no idea. $activity, $number
delete from themes
where
    activity = $activity
    and number = $number
    and origin <> 'people'
    and not exists(
        from mentions
        where
            mentions.activity = themes.activity
            and mentions.layer = themes.layer
            and mentions.theme = themes.number
    )
