-- Every activity, in the order of its programme. One row per activity.
select slug, programme, name, position, rule
from activities
order by programme, position, slug
