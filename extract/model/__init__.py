"""The document as blocks and spans, and what is found in it."""
