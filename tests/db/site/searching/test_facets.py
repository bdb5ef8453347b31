"""Filters as sets of bits count as a query would."""

import random

import pytest

from db.site.searching.facets import FacetIndex, keep_in, numbers_of, to_mask

INDEX = FacetIndex(
    {
        "theme": {"t1": to_mask([1, 2, 3]), "t2": to_mask([3, 9])},
        "area": {"a": to_mask([1, 3]), "b": to_mask([2, 9]), "c": to_mask([5])},
    },
    to_mask([1, 2, 3, 5, 9]),
    {},
    {"a": ("b", "c")},
)


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({}, [1, 2, 3, 5, 9]),
        ({"theme": ("t1",)}, [1, 2, 3]),
        ({"theme": ("t1", "t2")}, [1, 2, 3, 9]),
        ({"theme": ("t2",), "area": ("a",)}, [3]),
        ({"neighbours_of": ("a",)}, [2, 5, 9]),
        ({"theme": ("nothing",)}, []),
        ({"nothing": ("t1",)}, []),
    ],
)
def test_values_of_a_filter_add_up_and_filters_narrow(chosen, numbers):
    assert list(numbers_of(INDEX.select(chosen))) == numbers


def test_a_filter_counts_as_if_nothing_of_it_were_chosen():
    chosen = {"theme": ("t2",), "area": ("a",)}
    assert INDEX.counts("theme", INDEX.select_without(chosen, "theme")) == {"t1": 2, "t2": 1}
    assert INDEX.counts("area", INDEX.select_without(chosen, "area")) == {"a": 1, "b": 1}


def test_bits_hold_any_numbers_and_keep_an_order():
    numbers = random.Random(5).sample(range(1, 5000), 400)
    assert list(numbers_of(to_mask(numbers))) == sorted(numbers)
    assert keep_in(numbers, to_mask(numbers[:7])) == numbers[:7]
    assert keep_in([10**6, 1], to_mask([1])) == [1]
