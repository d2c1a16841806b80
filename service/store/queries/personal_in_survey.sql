-- How much there is of a survey that could tell who somebody is. One row.
-- $survey: slug
select
    (select count(*) from submissions where survey = $survey) as submissions,
    (select count(*) from comments where survey = $survey) as texts,
    (select count(receipt) from submissions where survey = $survey) as receipts,
    (select count(*) from matching_codes where survey = $survey) as codes,
    (select count(*) from invitations where survey = $survey) as links
