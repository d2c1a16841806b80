-- How often comments that were there changed. One row.
select times from comment_changes
