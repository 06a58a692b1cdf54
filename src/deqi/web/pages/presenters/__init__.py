"""Presenters choose words and geometry; they decide nothing."""
