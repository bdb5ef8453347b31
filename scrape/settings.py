"""How live updates behave: defaults, and what `update.toml` in the data folder and the environment change."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scrape.errors import SettingsError

FILE_NAME = "update.toml"
CONTACT_VARIABLE = "SENDKB_CONTACT"


@dataclass(frozen=True, slots=True)
class Settings:
    """Times are in seconds, sizes in megabytes (of 1,000,000 bytes).

    `contact` is an e-mail address or web page by which a site's owner reaches whoever runs this; it is sent with every
    request. `allow_private` lets requests go to private and loopback addresses, for tests and for intranets.
    """

    contact: str
    seconds_between_requests: float = 1.0
    connect_timeout: float = 15.0
    read_timeout: float = 60.0
    download_timeout: float = 300.0
    max_megabytes: float = 60.0
    attempts: int = 4
    longest_wait: float = 300.0
    max_redirects: int = 5
    max_links_per_page: int = 100
    use_archive: bool = True
    allow_private: bool = False

    @property
    def user_agent(self) -> str:
        """The name under which requests are made, with the contact."""
        return f"sendkb/{version('sendkb')} (+{self.contact})"


def load_settings(data_dir: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `data_dir/update.toml`, if there is one; `SENDKB_CONTACT` in the environment beats its contact.

    Raises `SettingsError` where no contact is given, or a setting is unknown or of the wrong kind.
    """
    path = data_dir / FILE_NAME
    given = _read(path) if path.exists() else {}
    if environment.get(CONTACT_VARIABLE):
        given["contact"] = environment[CONTACT_VARIABLE]
    contact = given.pop("contact", None)
    if not contact or not isinstance(contact, str) or not contact.isascii() or not contact.isprintable():
        raise SettingsError(
            f"Live updates name a contact with every request: put an e-mail address or web page into the environment "
            f'variable {CONTACT_VARIABLE}, or a line contact = "..." into {path}.'
        )
    return replace(Settings(contact), **{name: _checked(path, name, value) for name, value in given.items()})


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not TOML ({error}): mend that line.") from None


def _checked(path: Path, name: str, value: Any) -> Any:
    defaults = Settings("")
    if name not in {field.name for field in fields(Settings)}:
        known = ", ".join(field.name for field in fields(Settings))
        raise SettingsError(f"{path}: no setting is called {name}. There are: {known}.")
    default = getattr(defaults, name)
    if isinstance(default, bool) or isinstance(value, bool):
        good = isinstance(value, bool) and isinstance(default, bool)
    elif isinstance(default, int):
        good = isinstance(value, int) and value >= 1
    else:
        good = isinstance(value, int | float) and value >= 0
    if not good:
        raise SettingsError(f"{path}: {name} = {value!r} is not of the kind of its default, {default!r}.")
    return value
