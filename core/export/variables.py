"""What a reader may set on a page, and which of its values are recorded."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from streamlit.testing.v1 import AppTest

from core.export.figures import sent
from core.gan import settings
from core.gan.presets import PRESETS

MOST = 7  # values that are recorded of a slider that draws its figures anew


@dataclass(frozen=True)
class Variable:
    """One control of a page.

    Attributes:
        key: its parameter in the address; of a guess that every case asks for anew,
            its name with ``_`` at the end.
        kind: ``pills``, ``menu``, ``steps``, ``guess``, or ``slider``: of a figure.
        label: in Markdown.
        values: those that are recorded, as the address spells them.
        default: the one that a page opens with; nothing for a guess.
        shown: the values as the reader sees them.
        queries: for a value that stands for several parameters, those.
    """

    key: str
    kind: str
    label: str
    values: tuple[str, ...]
    default: str
    shown: tuple[str, ...] = ()
    queries: dict[str, dict[str, str]] = field(default_factory=dict)


def variables(stem: str, app: AppTest, most: int = MOST) -> list[Variable]:
    """The page's controls in the order of the page, guesses and sliders last.

    Args:
        stem: the page.
        app: the same, opened.
        most: values of a control that has many: a slider that draws its figures anew,
            or a number to type, of which the first are recorded.
    """
    if stem == "live_gan":
        return [_recipe(), *_guesses(app)]
    return [*_choices(app, most), *_guesses(app), *_sliders(app)]


def _choices(app: AppTest, most: int) -> list[Variable]:
    groups = {"pills": app.segmented_control, "menu": app.selectbox}
    says = app.session_state["session"].says
    found = []
    for kind, group in groups.items():
        for key, one in _linked(group):
            options = tuple(one.options)
            values, shown = (says[key], options) if key in says else (options, ())
            start = str(one.value)
            found.append(Variable(key, kind, one.label, values, start, shown))
    for key, one in _linked(app.select_slider):
        values = spread(one.options, str(one.value), most)
        found.append(Variable(key, "steps", one.label, values, str(one.value)))
    for key, one in _linked(app.number_input):
        low, default = int(one.min or 0), str(int(one.value or 0))
        values = tuple(str(low + more) for more in range(most))
        found.append(Variable(key, "menu", one.label, values, default))
    return found


def _linked(group: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Those that the address knows; one with a colon moves another one."""
    for one in group:
        if one.key and ":" not in one.key:
            yield one.key, one


def _guesses(app: AppTest) -> list[Variable]:
    return [
        Variable(guess(one.key), "guess", one.label, tuple(one.options), "")
        for one in app.radio
        if one.key
    ]


def guess(key: str) -> str:
    """The name of a guess; a number behind it says that it is one for each case."""
    return re.sub(r"_\d+$", "_", key)


def _sliders(app: AppTest) -> list[Variable]:
    found = []
    for options, names in sent(app):
        if len(names) > 1:
            presets = [name for _, name in options["presets"]]
            plane = "," in options["start"]  # what begins there is long: a few do
            near = {options["start"], *presets[: 2 if plane else None]}
            values = tuple(name for name in names if name in near)
            key, label = options["key"], options["label"]
            found.append(Variable(key, "slider", label, values, options["start"]))
    return found


def _recipe() -> Variable:
    names = tuple(preset.name for preset in PRESETS)
    queries = {preset.name: settings.link(preset.config) for preset in PRESETS}
    titles = tuple(preset.title for preset in PRESETS)
    return Variable("recipe", "menu", "Recipe", names, names[0], titles, queries)


def spread(names: Sequence[str], default: str, most: int) -> tuple[str, ...]:
    """So many of the names, evenly, with both ends and the default."""
    last = len(names) - 1
    steps = min(most, len(names)) - 1
    at = {round(step * last / steps) for step in range(steps + 1)}
    return tuple(n for i, n in enumerate(names) if i in at or n == default)


def state_of(known: Sequence[Variable], state: dict[str, str]) -> tuple[Any, Any]:
    """Query and guesses that open the page in that state."""
    query: dict[str, str] = {}
    guesses: dict[str, str] = {}
    for one in known:
        value = state[one.key]
        if one.kind == "guess":
            guesses |= {one.key: value} if value else {}
        elif one.queries:
            query |= one.queries[value]
        elif value != one.default:
            query[one.key] = value
    return query, guesses
