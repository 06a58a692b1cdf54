"""How a person fares: what is measured, how the course may go on, and how far to trust that."""
