"""What tests share: where the real documents are, and what to do where they are not."""

import os
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents with gold files; its absence skips, or fails where SENDKB_REQUIRE_CORPUS=1."""
    if not CORPUS.is_dir():
        message = f"the real documents are not here (looked in {CORPUS})"
        if os.environ.get("SENDKB_REQUIRE_CORPUS") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return CORPUS
