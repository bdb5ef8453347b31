"""The commands of `sendkb`; everything heavy is imported by the command that needs it."""
