"""Polite HTTP: one request at a time and host, one named error for each trouble."""
