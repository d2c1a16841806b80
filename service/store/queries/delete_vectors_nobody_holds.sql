-- Forget the vectors of texts that no submission holds.
delete from vectors
where text_hash not in (select text_hash from vector_holders)
