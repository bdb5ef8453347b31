"""Answers under the address that people see, and tells every page who runs the site."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from datasette import hookimpl
from jinja2 import Environment

from db.site.addressed import make_addressed
from db.site.operator import Operator
from db.site.safety import AsgiApp


def _operator(datasette: Any) -> Operator:
    said = {key: datasette.metadata(key) or "" for key in ("operator", "contact", "origin")}
    title = datasette.metadata("title") or Operator.title
    return Operator(title, said["operator"], said["contact"], said["origin"], datasette.setting("base_url"))


@hookimpl(trylast=True)
def asgi_wrapper(datasette: Any) -> Callable[[AsgiApp], AsgiApp]:
    """The outermost wrapper: all others see the path as Datasette routes it."""
    operator = _operator(datasette)
    return partial(make_addressed, origin=operator.origin, base=operator.base)


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    """The operator, for every template: Datasette renders errors without the variables that plugins add."""
    env.globals["operator"] = _operator(datasette)
