"""The page of what is new, due and overdue."""
