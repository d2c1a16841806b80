-- Whether anything came of a survey that would be lost with it. One row.
-- $survey: slug
select
    exists (from submissions where survey = $survey)
        or exists (from anonymous_counts where survey = $survey) as answered,
    exists (from invitations where survey = $survey) as linked
