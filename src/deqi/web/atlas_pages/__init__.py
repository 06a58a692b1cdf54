"""Which points, and where on my body: a map, a table, a sheet, and the body in three dimensions."""
