"""Is it working? A diary behind a private link, its course as a picture, and what follows from it."""
