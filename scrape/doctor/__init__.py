"""Which of our assumptions about the live sites hold: a few requests, nothing stored, one line each."""
