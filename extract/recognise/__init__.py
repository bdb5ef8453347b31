"""What kind of document it is and which area it is about."""
