"""Words and pictures of the directory."""
