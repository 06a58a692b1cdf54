"""The evidence library: every trial, every figure, and pooling by anybody's own selection."""
