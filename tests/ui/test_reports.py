"""What a browser reports is checked before anything uses it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.maths.histogram import is_drawing
from core.ui import reports

PROPERTY = settings(max_examples=300, deadline=None, derandomize=True)
NAMES = ("0", "0.5", "1")
PULL = {"run": "a1", "digest": "b2", "want": "play", "serial": 3, "every": 12}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["at", "pull", "drawn", "drawing", "followed", "mount", "name", *PULL]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(ANYTHING)
@PROPERTY
def test_whatever_is_sent_there_is_no_error_and_only_checked_values_come_through(sent):
    for state in (sent, {"at": sent, "pull": sent, "drawing": sent, "followed": sent}):
        place = reports.place(state, NAMES)
        assert place is None or place.name in NAMES
        assert place == reports.place(state, NAMES)  # NaN would not be
        pull = reports.pull(state)
        assert pull is None or (1 <= pull.every <= 500 and pull.want in reports.WANTS)
        drawing = reports.drawing(state)
        assert drawing is None or is_drawing(drawing)
        followed = reports.followed(state)
        assert followed is None or isinstance(followed.number, int)
        assert isinstance(reports.drawn(state), bool)


def test_a_question_as_the_viewer_asks_it_comes_through():
    assert reports.pull({"pull": PULL}) == reports.Pull("a1", "b2", "play", 3, 12)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("run", 1), ("digest", None), ("want", "everything"), ("want", ["play"]),
        ("serial", 3.0), ("serial", math.nan), ("serial", True), ("every", "12"),
        ("every", math.inf), ("every", 10**400), ("serial", -2),
    ],
)  # fmt: skip
def test_a_question_with_a_wrong_field_is_no_question(field, value):
    assert reports.pull({"pull": PULL | {field: value}}) is None


@pytest.mark.parametrize(("every", "taken"), [(0, 1), (1, 1), (500, 500), (9999, 500)])
def test_iterations_a_picture_are_bounded(every, taken):
    found = reports.pull({"pull": PULL | {"every": every}})
    assert found is not None
    assert found.every == taken


@pytest.mark.parametrize("drawn", [1, "true", "", None, math.nan, [True]])
def test_only_true_is_a_picture(drawn):
    assert not reports.drawn({"drawn": drawn})
    assert reports.drawn({"drawn": True})


@pytest.mark.parametrize(
    "digits", ["", "12", "0" * 24, "1" * 25, "x" * 24, "١" * 24, 12, [1] * 24, None]
)
def test_what_is_no_drawing_is_not_drawn(digits):
    assert reports.drawing({"drawing": digits}) is None
    assert reports.drawing({"drawing": "1" * 24}) == "1" * 24


def test_a_link_comes_with_its_parameters_but_not_with_how_it_is_embedded():
    sent = {"number": 2, "query": "a=1&hide=x&hide=y&b=&embed=true&embed_options=z"}
    found = reports.followed({"followed": sent})
    assert found == reports.Followed(2, {"a": ["1"], "hide": ["x", "y"], "b": [""]})


def test_a_link_with_more_parameters_than_any_page_has_is_no_link():
    query = "&".join(f"a{i}=1" for i in range(500))
    assert reports.followed({"followed": {"number": 1, "query": query}}) is None
