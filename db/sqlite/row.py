"""What a row is between the rooms: column to value, as it will stand in a table."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
