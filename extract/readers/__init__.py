"""One reader per file format; each yields drafts of blocks."""
