-- Take back what was entered under a key.
delete from notes where programme = $programme and key = $key
