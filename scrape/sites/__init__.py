"""What each kind of site looks like, and how an address of it comes into the store."""
