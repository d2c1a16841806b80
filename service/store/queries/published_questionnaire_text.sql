-- What the author of a published questionnaire typed, comments included. One row, or none.
select text
from questionnaire_drafts
where code = $code and version = $version
