-- Take back what was entered under a key. One row back if it was there: its place.
delete from benchmarks where programme = $programme and key = $key
returning position
