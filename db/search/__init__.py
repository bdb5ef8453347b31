"""What searching needs, made at every build: one index over all findings, its words, and which findings are alike."""
