"""What a page tells, once: the page itself, and the same as JSON, CSV and XLSX at the same address."""
