-- The schema files that were applied. One row per file.
select name from migrations
