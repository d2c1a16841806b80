-- What people wrote, with whose answers it belongs to. One row per comment.
select submission_id, text
from comments
