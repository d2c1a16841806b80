"""What may be shown: the one gate between what was collected and what is said."""
