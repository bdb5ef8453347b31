"""The SQLite file: schema, connections, full text, whole-file swaps, inserts."""
