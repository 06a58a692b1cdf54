"""Which points, and where on my body: the points on the reader's own body, as a map, a table and in three dimensions."""
