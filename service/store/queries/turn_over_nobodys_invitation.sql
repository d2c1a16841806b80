-- Change one mark that says nothing, so that the next checkpoint writes all marks anew.
update invitations
set spent = not spent
where token_hash = ''
