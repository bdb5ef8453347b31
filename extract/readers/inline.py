"""Clean-up of inline text that every reader of marked-up text shares."""

from __future__ import annotations

import html
import re

# Repeats are bounded, or end where another of their kind begins: a line of nothing but openings is then read in one go.
_IMAGE = re.compile(r"!\[[^\]]{0,1000}\]\([^)]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,1000})\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_AUTO_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_ORDINAL_TAG = re.compile(r"(?<=\d)\s*<sup>\s*(st|nd|rd|th)\s*</sup>", re.I)
_FOOTNOTE_TAG = re.compile(r"<sup>\s*\[?[\d*]+\]?\s*</sup>", re.I)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"</?(?:sup|sub|b|i|u|em|strong|span|a|font|mark|small|div|p|center|kbd|code)\b[^<>]*>", re.I)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=\S)_(?![\w_])"
)
_CODE = re.compile(r"`([^`]+)`")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_SPACED_ORDINAL = re.compile(r"\b(\d{1,2}) (st|nd|rd|th)\b(?=\s+(?:of\s+)?[A-Z][a-z]|[\s,.;)]*$)")


def strip_markup(text: str) -> str:
    """`text` without Markdown emphasis, links, images and inline tags; the words they hold stay.

    Superscript ordinals are joined to their number ("1<sup>st</sup>" becomes "1st"), footnote marks go.
    """
    text = _without_comments(text)
    text = _ORDINAL_TAG.sub(r"\1", text)
    text = _FOOTNOTE_TAG.sub("", text)
    text = _BREAK_TAG.sub("\n", text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _AUTO_LINK.sub(r"\1", text)
    text = _TAG.sub("", text)
    text = _CODE.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(lambda match: match[1] or match[2], text)
    text = _ESCAPED.sub(r"\1", text)
    return html.unescape(text).replace("\xa0", " ")


def _without_comments(text: str) -> str:
    """`text` without "<!-- … -->"; what is never closed stays."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def join_ordinals(text: str) -> str:
    """`text` with ordinals that a converter split put together again: "1 st October" becomes "1st October"."""
    return _SPACED_ORDINAL.sub(r"\1\2", text)
