from datetime import date

from extract.model.frameworks import framework_on


def test_the_second_framework_begins_with_2023() -> None:
    assert framework_on(date(2022, 12, 31)) == "2016"
    assert framework_on(date(2023, 1, 1)) == "2023"
