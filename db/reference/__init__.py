"""Facts as CSV files, and the code that loads them."""
