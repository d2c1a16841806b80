-- Add a line to the audit log.
insert into audit_log values ($number, $at::timestamp, $actor, $action, $subject, $hash)
