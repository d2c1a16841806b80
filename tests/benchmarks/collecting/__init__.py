"""What `tests.benchmarks.collect` needs: who sends, and what is compared."""
