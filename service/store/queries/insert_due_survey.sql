-- Note that a survey is due to be anonymised.
insert into due_surveys values ($survey, $noted_at)
