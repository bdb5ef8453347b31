"""How well extraction does: scored against gold files, figures kept for the site."""
