"""Themes: how often each is raised, of whom, who is praised for it, what was promised and what was followed by progress."""
