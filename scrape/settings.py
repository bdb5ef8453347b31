"""How live updates behave: defaults, and what `update.toml` in the data folder and the environment change."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from scrape.errors import SettingsError

FILE_NAME = "update.toml"
CONTACT_VARIABLE = "SENDKB_CONTACT"


_Count = Annotated[int, Field(ge=1, strict=True)]
_Amount = Annotated[float, Field(ge=0, allow_inf_nan=False, strict=True)]
_Switch = Annotated[bool, Field(strict=True)]

# Nobody can be written to at a bare word.
_CONTACT = re.compile(r"(?=[ -~]+$).*(?:[^@\s]@[^@\s]|[\w-]\.[a-z]{2,}).*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class Settings:
    """Times are in seconds, sizes in megabytes (of 1,000,000 bytes).

    `contact` is an e-mail address or web page by which a site's owner reaches whoever runs this; it is sent with every
    request. `allow_private` lets requests go to private and loopback addresses, for tests and for intranets.
    """

    contact: str
    seconds_between_requests: _Amount = 1.0
    connect_timeout: _Amount = 15.0
    read_timeout: _Amount = 60.0
    download_timeout: _Amount = 300.0
    max_megabytes: _Amount = 60.0
    attempts: _Count = 4
    longest_wait: _Amount = 300.0
    seconds_before_second_try: _Amount = 60.0
    max_redirects: _Count = 5
    max_links_per_page: _Count = 100
    use_archive: _Switch = True
    allow_private: _Switch = False

    @property
    def user_agent(self) -> str:
        """The name under which requests are made, with the contact."""
        return f"sendkb/{version('sendkb')} (+{self.contact})"


def replay_settings() -> Settings:
    """Settings for answers that come from a folder: nobody is asked, so that there is nothing to wait for."""
    return Settings("nobody: answers from a folder", seconds_between_requests=0, attempts=1)


def load_settings(data_dir: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `data_dir/update.toml`, if there is one; `SENDKB_CONTACT` in the environment beats its contact.

    Raises `SettingsError` where no contact is given, or a setting is unknown or of the wrong kind.
    """
    path = data_dir / FILE_NAME
    given = _read(path) if path.exists() else {}
    if environment.get(CONTACT_VARIABLE):
        given["contact"] = environment[CONTACT_VARIABLE]
    contact = given.pop("contact", None)
    if not isinstance(contact, str) or not _CONTACT.fullmatch(contact.strip()):
        raise SettingsError(
            f"Live updates name a contact with every request: put an e-mail address or web page into the environment "
            f'variable {CONTACT_VARIABLE}, or a line contact = "..." into {path}.'
        )
    try:
        return _adapter().validate_python({**given, "contact": contact})
    except ValidationError as error:
        raise SettingsError(f"{path}: {_explain(error)}.") from None


def _explain(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    name = ".".join(str(part) for part in fault["loc"])
    known = {field.name: field.default for field in fields(Settings) if field.name != "contact"}
    if name not in known:
        return f"no setting is called {name}. There are: contact, {', '.join(known)}"
    return f"{name} = {fault['input']!r} is not of the kind of its default, {known[name]!r} ({fault['msg']})"


@cache
def _adapter() -> TypeAdapter[Settings]:
    return TypeAdapter(Settings)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8: save it as UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML ({error}): mend that line.") from None
