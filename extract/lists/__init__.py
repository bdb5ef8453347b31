"""Lists in the forms that letters and papers give them: pieces, items, lead-ins, repair."""
