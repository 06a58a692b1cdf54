"""Charts as SVG, drawn on the server: they stand alone in a file, and follow the page's theme in a page."""
