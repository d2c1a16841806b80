"""What in a text says who somebody is or how to reach them, and the text without it."""
