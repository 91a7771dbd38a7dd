"""What a rule found, and what may hide it."""
