"""Views: each hands checked tables to a presenter and the result to a template."""
