"""Stored documents read and extracted, unchanged ones from a cache."""
