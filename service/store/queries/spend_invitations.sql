-- Mark personal links as used, where they stand: an update moves no row.
-- $hashes: list of hashes
update invitations
set spent = true
where token_hash in (select unnest($hashes::varchar[]))
