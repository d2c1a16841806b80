-- Take back what was entered under a key.
delete from facts where programme = $programme and key = $key
