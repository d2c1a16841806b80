-- How many personal links each survey has, and how many of them were used.
-- One row per survey that has any.
select survey, count(*) as made, count(*) filter (spent) as spent
from invitations
where survey <> ''
group by survey
