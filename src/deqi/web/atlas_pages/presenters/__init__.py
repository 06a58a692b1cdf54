"""Words and shapes for the pages; the templates place them."""
