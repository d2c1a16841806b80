-- How often each form was opened and started. One row per survey whose form was.
select survey, opened, started
from form_openings
