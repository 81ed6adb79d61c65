"""Icons in the page: as lucide draws them, in as few elements as that takes."""

import re

import lucide
import pytest

from common.templatetags.portal import icon

SHAPE = re.compile(r"<(path|circle|rect|line|polyline|polygon|ellipse) ([^>]*?) */?>")
NAMES = ["calendar-days", "book-open", "door-open", "map-pin", "clock", "arrow-right", "building", "users"]


def shapes(svg: str) -> list[tuple[str, str]]:
    return [(kind, " ".join(said.split())) for kind, said in SHAPE.findall(svg)]


def strokes(svg: str) -> str:
    """The data of all paths in their order, one after the other."""
    return "".join(re.search(r'\bd="([^"]*)"', said)[1] for kind, said in shapes(svg) if kind == "path")


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_has_all_the_strokes_and_shapes_that_it_is_made_of(name):
    ours, theirs = icon(name), lucide._render_icon(name, None)
    assert strokes(ours) == strokes(theirs)
    assert [shape for shape in shapes(ours) if shape[0] != "path"] == [
        shape for shape in shapes(theirs) if shape[0] != "path"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_strokes_are_joined_only_where_the_next_begins_at_a_point_of_its_own(name):
    for kind, said in shapes(icon(name)):
        if kind == "path":
            assert re.fullmatch(r'd="[Mm][^"]*"', said)
    assert '"/><path d="M' not in re.sub(r"<(circle|rect|line)[^>]*/>", "|", icon(name))


def test_the_days_of_a_calendar_are_one_element():
    assert [kind for kind, _said in shapes(icon("calendar-days"))] == ["path", "rect", "path"]
