-- The vectors of one model for what those wrote who mention one theme. One row per text.
-- $model, $activity, $theme
select text_hash, vector
from vectors
where
    model = $model
    and text_hash in (
        select vector_holders.text_hash
        from vector_holders
        inner join mentions using (submission_id)
        where
            mentions.activity = $activity
            and mentions.layer = 'standing'
            and mentions.theme = $theme
    )
