"""What is new or growing in what people ask for, with a bounded chance of a false alarm."""
