"""Pledged figures: measure, baseline, target, by when."""
