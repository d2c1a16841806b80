-- Say that comments are no more, or not the same.
update comment_changes set times = times + 1
