-- Forget what was told long ago.
-- $survey: a survey slug; $kept: how many steps of each item stay
delete from told_tables
where
    survey = $survey
    and step <= (
        select max(later.step) - $kept
        from told_tables as later
        where
            later.survey = told_tables.survey
            and later.dimension is not distinct from told_tables.dimension
            and later.item = told_tables.item
    )
