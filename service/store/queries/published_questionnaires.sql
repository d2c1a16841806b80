-- Every published questionnaire and when it was published, the newest version first. One row per version.
select definition, published_at
from questionnaires
order by code, version desc
