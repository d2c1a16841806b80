-- Take back what was entered under a key.
delete from benchmarks where programme = $programme and key = $key
