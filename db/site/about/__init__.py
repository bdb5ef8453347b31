"""What the data are, where they come from, under which licence, and what every column means."""
