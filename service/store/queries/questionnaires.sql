-- Every published questionnaire. One row per version.
select definition
from questionnaires
order by code, version
