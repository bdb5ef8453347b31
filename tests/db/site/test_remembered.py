"""An answer given before is given again: the same bytes, to the same address on the same day, and nobody else's."""

import asyncio

import httpx
import pytest

from db.site.remembered import LARGEST, KeptAnswer, Memory, remember_answers


class Counting:
    """An application that says how often it was asked."""

    def __init__(self, body=b"", status=200, headers=()):
        self.asked = 0
        self.body, self.status, self.headers = body, status, list(headers)

    async def __call__(self, scope, receive, send):
        self.asked += 1
        body = self.body or f"answer {self.asked}".encode()
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        half = len(body) // 2
        await send({"type": "http.response.body", "body": body[:half], "more_body": True})
        await send({"type": "http.response.body", "body": body[half:]})


def ask(app, *requests):
    async def run():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return [await client.request(**{"method": "GET", "url": "/page", **request}) for request in requests]

    return asyncio.run(run())


def test_the_same_address_is_worked_out_once():
    app = Counting(headers=[(b"content-type", b"text/plain")])
    first, second = ask(remember_answers(app, Memory()), {}, {})
    assert app.asked == 1
    assert first.content == second.content == b"answer 1"
    assert first.headers == second.headers
    assert first.headers["content-type"] == "text/plain"
    assert first.headers["cache-control"] == "public, max-age=60"


@pytest.mark.parametrize(
    "other",
    [{"url": "/page?a=1"}, {"url": "/other"}, {"headers": {"host": "there"}}, {"headers": {"cookie": "a=b"}},
     {"headers": {"range": "bytes=0-1"}}, {"method": "HEAD"}, {"url": "https://here/page"}],
)  # fmt: skip
def test_what_may_differ_is_worked_out_anew(other):
    app = Counting()
    ask(remember_answers(app, Memory()), {}, other)
    assert app.asked == 2


def test_another_day_has_other_answers():
    app, days = Counting(), iter(["one", "one", "two"])
    answers = ask(remember_answers(app, Memory(), lambda: next(days)), {}, {}, {})
    assert [each.text for each in answers] == ["answer 1", "answer 1", "answer 2"]


def test_who_has_the_answer_is_told_so():
    app = remember_answers(Counting(headers=[(b"x-frame-options", b"DENY")]), Memory())
    (first,) = ask(app, {})
    mark = first.headers["etag"]
    again, changed = ask(app, {"headers": {"if-none-match": f'"other", {mark}'}}, {"headers": {"if-none-match": '"x"'}})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["x-frame-options"] == "DENY"
    assert (changed.status_code, changed.content) == (200, first.content)


@pytest.mark.parametrize(
    "app",
    [
        Counting(status=404),
        Counting(headers=[(b"Cache-Control", b"no-store")]),
        Counting(headers=[(b"set-cookie", b"a=b")]),
        Counting(body=b"a" * (LARGEST + 1)),
        Counting(body=b"a" * (LARGEST + 1), headers=[(b"content-length", str(LARGEST + 1).encode())]),
    ],
)
def test_what_cannot_be_kept_is_sent_on_whole(app):
    first, second = ask(remember_answers(app, Memory()), {}, {})
    assert app.asked == 2
    assert first.status_code == second.status_code == app.status
    assert len(second.content) == len(app.body or b"answer 2")
    assert "etag" not in first.headers


def test_what_is_kept_stays_within_its_limit():
    memory = Memory(most=100)
    for number in range(10):
        memory.keep(number, KeptAnswer((), b"a" * 30, b"mark"))
        memory.get(0)
    assert memory.size <= 100
    assert memory.get(0) is not None
    assert memory.get(5) is None
    assert memory.get(9) is not None
