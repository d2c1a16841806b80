-- Copies every table, whole; `{source}` is the open file, in quotation marks.
copy from database {source} to copied
