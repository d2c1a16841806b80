-- Put a text in the place of the revision that its author had before them; no row if there is another.
update questionnaire_drafts
set text = $text, revision = revision + 1, saved_by = $by::uuid, saved_at = $at::timestamp
where draft = $draft and programme = $programme and revision = $revision and code is null
returning revision
