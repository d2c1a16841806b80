-- Say that nothing of what was erased stands in the file: it is a new one.
delete from lingering
