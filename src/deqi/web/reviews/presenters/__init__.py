"""Words and pictures about reviews and outcomes."""
