-- Forget what a programme declared.
delete from indicators where programme = $programme
