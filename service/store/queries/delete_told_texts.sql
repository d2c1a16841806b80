-- Let texts not be read that are not there any more, or say something else.
-- $submissions: list of submission ids; $questions: of their answers to these; null: to all
delete from told_texts
where
    submission_id in (select unnest($submissions::uuid[]))
    and ($questions::varchar[] is null or list_contains($questions::varchar[], question))
