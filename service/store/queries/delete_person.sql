-- Forget the name and the address of one person. One row back if there was one.
delete from people
where person = $person
returning person
