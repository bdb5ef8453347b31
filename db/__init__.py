"""Rows, SQLite, Datasette and exports; the only place that knows tables."""
