"""How the database is built: load what was read, then swap the file in whole."""
