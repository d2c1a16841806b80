-- Remember that a submission was erased, so that a late copy of it is not stored again.
insert into erased by name select $submission_id::uuid as submission_id
