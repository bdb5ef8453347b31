"""Findings of many documents joined into one set of rows."""
