-- All of a Parquet file. `{path}` is a text in quotation marks.
select * from read_parquet({path})
