-- Begin a draft, at its first revision.
insert into questionnaire_drafts by name
select
    $draft::uuid as draft,
    $programme as programme,
    $text as text,
    1 as revision,
    $by::uuid as saved_by,
    $at::timestamp as saved_at
