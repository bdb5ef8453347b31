"""From a document's text to findings: pure functions, no network, no SQL."""
