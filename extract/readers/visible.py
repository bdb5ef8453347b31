"""What a person does not see in a text although it stands there: characters without a shape."""

from __future__ import annotations

# Zero-width spaces and joiners, marks of writing direction, the word joiner and other signs of layout, the byte order
# mark, the soft hyphen. Fields of forms and pictures inside a line leave the object replacement character.
_SHAPELESS = dict.fromkeys(
    [
        0x00AD,
        0x061C,
        0x180E,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        0xFEFF,
        0xFFFC,
    ]
)


def visible(text: str) -> str:
    """`text` without the characters that have no shape; all other characters stay as they are."""
    # All of them but the object replacement character and the variation selector of emoji count as not printable, and most texts are printable.
    if text.isprintable() and "\ufffc" not in text and "\ufe0f" not in text:
        return text
    return text.translate(_SHAPELESS)
