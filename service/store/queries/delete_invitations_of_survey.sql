-- Forget the personal links of a survey, used or not.
delete from invitations where survey = $survey
