-- In which surveys and languages the phrases of a theme were said, in comments that are still
-- there. One row per theme, phrase, survey and language.
-- $activity, $layer, $every: of every theme, or $themes: of these
select distinct mentions.theme, unnest(mentions.says) as phrase, comments.survey, mentions.language
from mentions
inner join comments using (submission_id, question)
where
    mentions.activity = $activity
    and mentions.layer = $layer
    and mentions.theme is not null
    and ($every or mentions.theme in (select unnest($themes::integer[])))
