"""The shape of the tables over time."""
