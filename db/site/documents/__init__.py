"""The page of a document: its stored text, with what was read from it marked."""
