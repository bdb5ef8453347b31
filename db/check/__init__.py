"""What is held against what: quotes against passages, counts against published ones, corrections."""
