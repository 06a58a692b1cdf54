"""Views: each hands what was sent to the core and shows what comes of it."""
