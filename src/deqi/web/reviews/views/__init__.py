"""Pages of reviews and of the practice."""
