"""Words and charts for the pages of the library."""
