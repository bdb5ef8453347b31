"""What can go wrong with an evaluation."""

from extract.model.errors import ExtractError


class GoldError(ExtractError):
    """A gold folder or file cannot be used as it is."""
