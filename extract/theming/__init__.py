"""The engine behind themes: terms, rules, and the component that spaCy runs."""
