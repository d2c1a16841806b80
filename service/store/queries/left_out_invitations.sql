-- Whether reminders leave these links out. One row per link of the survey.
-- $hashes: list of hashes; $survey
select token_hash, left_out
from invitations
where survey = $survey and token_hash in (select unnest($hashes::varchar[]))
