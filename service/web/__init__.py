"""One controller a file; read, compute, draw."""
