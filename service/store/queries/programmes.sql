-- Every programme, by name. One row per programme.
select slug, name, demonstration, zone
from programmes
order by demonstration, name.fr
