-- Leave every link that was used by now out of the reminders of a survey.
update invitations
set left_out = true
where survey = $survey and spent and not left_out
