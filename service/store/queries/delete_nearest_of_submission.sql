-- Forget which themes the ideas of one submission are nearest to.
delete from nearest_themes where submission_id = $submission_id
