-- Forget which themes the ideas of one submission are nearest to.
delete from nearest_themes where submission_id in (select unnest($submissions::uuid[]))
