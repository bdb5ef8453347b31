"""A replica of the sites that live updates read: pages built by us in those sites' structure, with switches for trouble."""
