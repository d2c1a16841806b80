-- What is projected of one survey. One row, or none where nothing was.
-- $survey: its slug
select question, shown
from live_slides
where survey = $survey
