"""Front door."""
def main() -> None:
    """Run."""
