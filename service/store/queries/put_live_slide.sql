-- Keep what is projected of one survey.
-- $survey: its slug; $question: whose results are shown, or empty; $shown: JSON
insert into live_slides (survey, question, shown)
values ($survey, $question, $shown)
on conflict (survey) do update set question = excluded.question, shown = excluded.shown
