"""Finding, fetching and storing published documents; knows nothing of findings."""
