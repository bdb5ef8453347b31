"""The page of what is new and what is due."""
