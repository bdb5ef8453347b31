"""All of England's areas together: their list and map, and the home page."""
