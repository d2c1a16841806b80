-- Forget the words that themes were told by before events, where some may be of one submission.
update theme_effects set wording = null
where
    wording is not null
    and activity in (select mentions.activity from mentions where submission_id in (select unnest($submissions::uuid[])))
