"""Events: what happened or is due on which date."""
