"""One module per document type; each registers itself."""
