"""Areas beside each other: one row is one inspection, every count stands beside what it is out of."""
