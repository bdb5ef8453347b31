"""The pages of responsible bodies: councils, integrated care boards and those before them, trusts."""
