"""What leaves the database: exports, comparisons, feed, status."""
