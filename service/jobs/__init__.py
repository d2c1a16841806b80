"""One job a file; read, compute in a worker process, store."""
