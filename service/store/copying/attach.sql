-- Opens a new file beside the open one, to be filled; `$path` is where.
attach $path as copied
