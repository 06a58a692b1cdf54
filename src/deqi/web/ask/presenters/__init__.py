"""Choose words and chart geometry for an answer. Templates only place what these functions return."""
