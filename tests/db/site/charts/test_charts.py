"""Charts as numbers: what is not known is a gap, nothing overprints, everything stays on the drawing."""

from datetime import date
from itertools import pairwise

from db.site.charts.line_chart import draw_timeliness
from db.site.charts.time_strip import Event, draw_strip
from db.site.charts.years import as_years


def line(chart, kind):
    return next(line for line in chart.lines if line.kind == kind)


def test_a_line_breaks_where_a_year_has_no_figure():
    chart = draw_timeliness(
        "Norfolk",
        [(2019, 10.0, 30.0, 50.0), (2020, None, 31.0, 55.0), (2021, 100.0, 32.0, 60.0)],
        inspections=["2020-03-02", "2010-01-01"],
        targets=[("2022-04", 60.0)],
    )
    own = line(chart, "area").pieces
    assert [[point.label for point in piece] for piece in own] == [["10"], ["100"]]
    assert [[point.year for point in piece] for piece in line(chart, "england").pieces] == [[2019, 2020, 2021]]
    assert own[1][0].y == chart.top
    assert [year.label for year in chart.years] == ["2019", "2020", "2021", "2022"]
    # An inspection before the first year is not on the drawing, and stretches no axis.
    assert [mark.label for mark in chart.inspections] == ["2020-03-02"]
    assert own[0][0].x < chart.inspections[0].x < own[1][0].x < chart.targets[0].x <= chart.right


def test_names_of_lines_do_not_overprint_each_other():
    chart = draw_timeliness("Norfolk", [(2019, 50.0, 50.5, 51.0)], inspections=[], targets=[])
    ends = sorted(each.end.y for each in chart.lines)
    assert [each.end.label for each in chart.lines] == ["England", "Neighbours’ median", "Norfolk"]
    assert all(after - before >= 16 for before, after in pairwise(ends))


def test_no_figures_no_chart():
    assert draw_timeliness("Norfolk", [], inspections=["2020"], targets=[]) is None
    assert draw_timeliness("Norfolk", [(2020, None, None, 1.0)], inspections=[], targets=[]) is None


def test_events_are_drawn_to_scale_on_lanes():
    events = [
        Event("2020-03-02", "inspection_start", "began"),
        Event("2020-06", "letter_published", "letter"),
        Event("2022-03", "reinspection_expected", "expected", is_computed=True),
        Event("2021", "workshop", "a workshop"),
    ]
    strip = draw_strip(events, date(2021, 1, 1))
    dots = {lane.name: lane.dots for lane in strip.lanes}
    assert list(dots) == ["Inspected", "Published", "Due, expected"]
    assert [dot.is_computed for dot in dots["Due, expected"]] == [True]
    # The same time is the same distance: two years from March to March, a quarter of one to June.
    (began,), (letter,), (expected,) = dots.values()
    assert 7 < (expected.x - began.x) / (letter.x - began.x) < 9
    assert strip.left <= began.x < strip.today < expected.x <= strip.right
    assert draw_strip(events, date(2031, 1, 1)).today is None
    assert draw_strip([Event("2021", "workshop", "a workshop")], date(2021, 1, 1)) is None


def test_what_is_not_known_of_a_date_counts_as_the_middle():
    assert as_years("2020") == 2020.5
    assert as_years("2020-01") < as_years("2020-01-31")
    assert as_years("2020-12-31") < 2021
