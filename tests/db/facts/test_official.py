"""Official figures fetched by an update refresh the register and are compared with it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from db.building.build import build, database_path

TIMELINESS = """year,level,country_code,gss_code,area,topic,plans_issued,issued_within_20_weeks,percent_within_20_weeks,source_url
2025,National,E92000001,,,All EHC plans,1000,600,60.0,https://x
2025,Regional,E92000001,,,All EHC plans,500,300,60.0,https://x
2025,Local authority,E92000001,E10000020,Norfolk,All EHC plans,200,150,75.0,https://x
2025,Local authority,E92000001,E10000020,Norfolk,Sex,100,70,70.0,https://x
2024,Local authority,E92000001,E10000020,Norfolk,All EHC plans,10,x,x,https://x
2025,Local authority,E92000001,E99999999,Nowhere,All EHC plans,1,1,100.0,https://x
"""
INSPECTIONS = """area,la_code,inspection_start,inspection_end,published,outcome,source_url
Rutland,,2023-05-16,2023-05-19,2023-08-03,Typically positive experiences and outcomes,https://y
Isles of Scilly,,2026-03-02,2026-03-06,2026-05-01,Widespread and/or systemic failings,https://y
Nowhere,,2026-03-02,2026-03-06,2026-05-01,Inconsistent experiences and outcomes,https://y
Barnet,,2026-03-02,2026-03-06,2026-05-01,Excellent,https://y
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "official").mkdir()
    (folder / "official" / "ehc_plan_timeliness.csv").write_text(TIMELINESS)
    (folder / "official" / "area_send_inspections.csv").write_text(INSPECTIONS)
    build(folder, starter=False)
    return folder


def ask(data: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database_path(data))) as connection:
        return connection.execute(sql).fetchall()


def test_newer_figures_are_added_and_revised_ones_replaced(data: Path) -> None:
    assert ask(
        data, "SELECT value, numerator, denominator FROM measures WHERE area_id = 'norfolk' AND year = 2025"
    ) == [(75.0, 150, 200)]
    assert ask(data, "SELECT value, denominator FROM measures WHERE area_id = 'norfolk' AND year = 2024") == [
        (None, 10)
    ]
    assert ask(data, "SELECT value FROM measures WHERE area_id IS NULL AND year = 2025") == [(60.0,)]
    assert ask(data, "SELECT count(*) > 900 FROM measures") == [(1,)]


def test_known_inspection_gets_ofsteds_row_and_a_difference_is_a_problem(data: Path) -> None:
    entries = ask(
        data,
        "SELECT source, start_date FROM inspection_register WHERE inspection_id = 'rutland-2023-05' ORDER BY source",
    )
    assert entries == [("management_information", "2023-05-16"), ("report_site", "2023-05-15")]
    (message,) = ask(data, "SELECT message FROM problems WHERE error = 'register_start_date' AND area_id = 'rutland'")
    assert "2023-05-16" in message[0]


def test_inspection_the_register_does_not_know_is_added(data: Path) -> None:
    row = ask(
        data,
        "SELECT start_date, outcome, plan_required, basis, source_url FROM inspections WHERE inspection_id = 'isles-of-scilly-2026-03'",
    )
    assert row == [("2026-03-02", "systemic_failings", 1, "register", "https://y")]


def test_unknown_names_and_outcomes_are_problems(data: Path) -> None:
    rows = ask(
        data, "SELECT error, message FROM problems WHERE error IN ('unknown_area', 'unknown_outcome') ORDER BY message"
    )
    assert sorted(error for error, _ in rows) == ["unknown_area", "unknown_area", "unknown_outcome"]
    assert any("Excellent" in message for _, message in rows)
