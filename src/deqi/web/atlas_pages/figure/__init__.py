"""The body as a flat drawing: shaded by the server, traced into a few smooth outlines, with points on it."""
