"""What tests build their documents with."""
