"""The site over a database of reference facts and one report of ours, for tests of whole pages."""

import asyncio

import pytest
from bs4 import BeautifulSoup

from db.site.serve import make_datasette
from tests.support.site_db import build_site_database


class Pages:
    """Asks the site for pages and their files."""

    def __init__(self, datasette):
        self.datasette = datasette

    def get(self, path):
        return asyncio.run(self.datasette.client.get(path))

    def read(self, path):
        """The page, which must be there, as parsed HTML."""
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.text[-400:]}"
        return BeautifulSoup(answer.text, "lxml")

    def words(self, path):
        """The page's words with single spaces."""
        return " ".join(self.read(path).main.get_text(" ").split())

    def json(self, path):
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.text[-400:]}"
        return answer.json()

    def rows(self, sql, **values):
        results = asyncio.run(self.datasette.get_database("send").execute(sql, values))
        return [dict(row) for row in results.rows]


@pytest.fixture(scope="session")
def pages(tmp_path_factory):
    datasette = make_datasette(build_site_database(tmp_path_factory.mktemp("pages")))
    asyncio.run(datasette.invoke_startup())
    return Pages(datasette)
