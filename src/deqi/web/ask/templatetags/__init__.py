"""Tags for the templates of an answer."""
