-- Note what a draft was published as, if it is still in this revision. One row if it is.
update questionnaire_drafts
set code = $code, version = $version
where draft = $draft and revision = $revision and code is null
returning draft
