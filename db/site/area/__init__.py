"""The page of an area: how it stands, what it was told, what it promised, what followed, and who is like it."""
