-- How many personal links a survey has, how many were used, and how many reminders leave out.
select count(*) as made, count(*) filter (spent) as used, count(*) filter (left_out) as left_out
from invitations
where survey = $survey
