"""One site for all tests of searching."""

import asyncio

import pytest

from db.site.serve import make_datasette
from tests.support.site_db import build_site_database


@pytest.fixture(scope="package")
def site(tmp_path_factory):
    datasette = make_datasette(build_site_database(tmp_path_factory.mktemp("searching")))
    asyncio.run(datasette.invoke_startup())
    return datasette
