-- Closes the new file: what is in it is then written.
detach copied
