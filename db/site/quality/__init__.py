"""How well documents are read: what was measured on documents nobody had tuned for, and then on those at hand."""
