"""What a database's schema is like is asked once, and nobody can spoil the answer for others."""

import asyncio

from db.site.schema_memory import remember


def test_a_question_is_asked_once_for_the_same_arguments():
    asked = []

    async def columns(table, *, hidden=False):
        asked.append((table, hidden))
        return [table, "name"]

    ask = remember(columns)

    async def use():
        first = await ask("areas")
        first.append("spoilt")
        return await ask("areas"), await ask("bodies"), await ask("areas", hidden=True)

    assert asyncio.run(use()) == (["areas", "name"], ["bodies", "name"], ["areas", "name"])
    assert asked == [("areas", False), ("bodies", False), ("areas", True)]


def test_a_served_database_answers_as_before(pages):
    db = pages.datasette.get_database("send")
    assert not db.is_mutable

    async def ask():
        return await db.primary_keys("weaknesses"), await db.fts_table("actions"), await db.table_exists("nothing")

    assert asyncio.run(ask()) == (["weakness_id"], "actions_fts", False)
