-- Forget browsers that are no longer signed in.
delete from signed_in where expires_at <= $at::timestamp
