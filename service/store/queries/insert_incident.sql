-- Add a line to the register of incidents.
insert into incidents values ($number, $entered_at, $entered_by, $incident)
