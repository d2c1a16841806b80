-- How many ideas of a theme that stands would be in another by what is proposed.
-- One row per pair of themes. $activity
select stands.theme as before, wanted.theme as after, count(*) as ideas
from mentions as stands
inner join mentions as wanted using (activity, submission_id, question, start)
where
    stands.activity = $activity
    and stands.layer = 'standing'
    and wanted.layer = 'proposed'
    and stands.theme <> wanted.theme
group by stands.theme, wanted.theme
