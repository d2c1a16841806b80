-- Let some more of the texts in answer to a question be read.
-- $survey, $question: the question; $number: how many; $drawn: decides which
insert into told_texts by name
select comments.survey, comments.question, comments.submission_id
from comments
anti join told_texts using (survey, question, submission_id)
where comments.survey = $survey and comments.question = $question
order by sha256(concat($drawn::varchar, comments.submission_id::varchar))
limit $number
