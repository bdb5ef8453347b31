"""The run: area by area, resumable, with a record of what became of everything."""
