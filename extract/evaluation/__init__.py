"""Scoring extraction against gold files: what must come out of a document, written down by people."""
