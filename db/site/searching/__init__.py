"""The search page: what is asked, counted, found and said."""
