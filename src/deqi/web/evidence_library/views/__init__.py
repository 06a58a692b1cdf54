"""What the library answers to a request."""
