"""The controls of a live run: every setting in the URL, recipes that set them all."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from core.gan import settings, targets
from core.gan.config import Config
from core.gan.fields import Setting
from core.gan.presets import BY_NAME, PRESETS
from core.gan.settings import GROUPS
from core.maths.histogram import BARS, is_drawing
from core.ui import agreement, controls, lesson, nav, url
from core.ui.agreement import Parameter

COLUMNS = 2
OWN = "your own settings"


class Chosen(NamedTuple):
    """What the reader chose: a config, a second loss, and whether eight seeds run."""

    config: Config
    compare: str
    many: bool


def recipe(config: Config) -> None:
    """A menu of recipes, at the one that is on; choosing one sets controls and URL."""
    if "controls" in url.hidden():
        return
    titles = {preset.name: preset.title for preset in PRESETS}
    plain = replace(config, seed=0)
    on = [one.name for one in PRESETS if one.config == plain]
    st.session_state["recipe"] = on[0] if on else OWN
    st.selectbox(
        "Recipe",
        [OWN, *titles],
        format_func=lambda name: str(titles.get(name, name)),
        key="recipe",
        on_change=_apply,
        help="A recipe sets every control below but the comparison, the number of runs "
        "and the seed. Change any of them afterwards.",
    )


def game() -> dict[str, str]:
    """The two choices that matter most: the target and the loss."""
    first, *_ = GROUPS.values()
    return {one.key: _pick(one) for one in first}


def choose(values: dict[str, str]) -> Chosen:
    """All other controls, folded; ``values`` are those of ``game``."""
    _, *groups = GROUPS.items()
    drawing = targets.STAIRS
    if values["gan_real"] == "drawn":
        drawing = _drawing()
    else:
        agreement.leave(settings.DRAWING)
    with _folded("Compare, seeds"):
        compare = controls.choice(
            "Compare with another loss, from the same seed",
            settings.COMPARED, key=settings.COMPARE, menu=True,
        )  # fmt: skip
        mode = controls.choice(
            "Runs at once", settings.MODES, key=settings.RUNS, menu=True
        )
        seed = controls.whole_number("Seed", 0, 9999, key=settings.SEED)
    values = dict(values)
    for name, group in groups:
        values |= _group(name, group)
    config = settings.config(values, seed, drawing)
    return Chosen(config, compare, mode == "eight-seeds")


def recipes() -> None:
    """Every recipe as a link, with what it shows."""
    for left, right in zip(PRESETS[::2], [*PRESETS[1::2], None], strict=False):
        for column, preset in zip(st.columns(2), (left, right), strict=True):
            if preset is None:
                continue
            with column.container(border=True, gap="small"):
                st.page_link(
                    nav.path("live_gan"),
                    label=preset.title,
                    query_params=url.still_hidden(settings.link(preset.config)),
                )
                lesson.small(preset.shows)


def _folded(name: str) -> contextlib.AbstractContextManager:
    if "controls" in url.hidden():
        return contextlib.nullcontext()
    return st.expander(name)


def _group(name: str, settings: list[Setting]) -> dict[str, str]:
    """A few menus side by side, folded away until they are wanted."""
    if "controls" in url.hidden():
        return {one.key: _pick(one) for one in settings}
    values = {}
    with _folded(name):
        for at in range(0, len(settings), COLUMNS):
            row = settings[at : at + COLUMNS]
            for column, setting in zip(st.columns(COLUMNS), row, strict=False):
                with column:
                    values[setting.key] = _pick(setting)
    return values


def _pick(setting: Setting) -> str:
    return controls.choice(
        setting.label,
        setting.options,
        key=setting.key,
        default=setting.default,
        menu=True,
    )


def _drawing() -> str:
    """The heights of the bars: typed here, or drawn in the figure."""
    parameter = Parameter(settings.DRAWING, targets.STAIRS, _drawing_asked)
    found = controls.bring(parameter)
    if "controls" in url.hidden():
        return found.value
    typed = st.text_input(
        f"Heights of the {BARS} bars from −6 to 6, one digit each",
        found.start,
        key=settings.DRAWING,
        max_chars=BARS,
        help="Type them here, or press “Draw the target” and draw in the figure.",
    )
    if not is_drawing(typed):
        st.warning(f"A drawing is {BARS} digits, not all 0. You see the default.")
    return controls.keep(parameter, typed if is_drawing(typed) else targets.STAIRS)


def _drawing_asked(asked: Sequence[str]) -> tuple[str, str | None]:
    if len(asked) == 1 and is_drawing(asked[0]):
        return asked[0], None
    note = f"The link's `{settings.DRAWING}` should be {BARS} digits. "
    return targets.STAIRS, f"{note}You see the default." if asked else None


def _apply() -> None:
    """Sets every control to what the chosen recipe says."""
    name = st.session_state["recipe"]
    if name == OWN:
        return
    wanted = settings.values(BY_NAME[name].config)
    agreement.choose(wanted, settings.values(Config()))
