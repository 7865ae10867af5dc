"""A guided tour: a few steps a page that set its figure and say what to look at.

Steps are data of each lesson, in ``tour.toml``. A step is a link to the page itself, so
that address, slider and figure agree as they do for any other link. So is the way out,
to the page as it was before the tour; whoever came by a link into it stays where the
figure is. ``tour.css`` dims what a step does not speak of.
"""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui import agreement, nav, questions, url
from core.ui.agreement import session

PARTS = ("figure", "slider", "numbers", "choices", "notice", "below")
KEY = "tour"
STYLE = Path(__file__).with_name("tour.css").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Step:
    """One step: the state that it sets, the parts that it speaks of, its sentences.

    Where a narrow page shows one panel at a time, it is ``panel``, counted from 1.
    """

    page: str
    number: int
    look: tuple[str, ...]
    link: dict[str, str]
    text: str
    panel: int = 1

    @property
    def address(self) -> dict[str, str]:
        """The parameters that open the page at this step."""
        return {**self.link, KEY: str(self.number)}

    @property
    def says(self) -> str:
        """The sentences, with their numbers from the core."""
        return questions.filled(self.text, self.page)


@dataclass(frozen=True)
class Tour:
    """A page's steps, and the stage that they stand beside."""

    stage: str
    steps: tuple[Step, ...]


@functools.cache
def of_page(stem: str) -> Tour | None:
    """The tour of a page, if it has one."""
    file = questions.FOLDER / stem / "tour.toml"
    if not file.exists():
        return None
    held = tomllib.loads(file.read_text(encoding="utf-8"))
    steps = (
        Step(
            stem,
            number,
            tuple(one["look"]),
            one.get("link", {}),
            one["says"],
            one.get("panel", 1),
        )
        for number, one in enumerate(held["step"], start=1)
    )
    return Tour(held["stage"], tuple(steps))


def start(stem: str) -> None:
    """Whoever comes with a bare ``?tour=3`` gets the state of that step; called first.

    A link with any other parameter says itself where the figure is. Of whoever is here
    already, it is noted how the page was outside the tour.
    """
    context, tour, mine = get_script_run_ctx(), of_page(stem), session()
    entered = mine.page != stem
    if entered:
        mine.origin = None
    elif KEY not in (before := agreement.address()):
        mine.origin = before
    travels = context is not None and context.is_history_navigation
    bare = set(st.query_params) <= {KEY, "hide", "ask"}
    if tour and bare and not travels and entered:
        step, note = _asked(tour)
        if step and step.link and not note:
            url.put(url.still_hidden(step.address))


def offer(stem: str, label: str = "Guided tour") -> None:
    """A link that begins the page's tour."""
    tour = of_page(stem)
    if tour and KEY not in st.query_params:
        _link(tour.steps[0], label, ":material/tour:")


def show(stage: str) -> None:
    """The step that the address asks for, and the way on, back and out of the tour."""
    tour = of_page(session().page)
    if not tour or tour.stage != stage or "prose" in url.hidden():
        return
    step, note = _asked(tour)
    if step is None:
        return
    lit = "".join(f"--{part}: 1; " for part in step.look)
    lit = f":root {{ {lit}--panel: {step.panel}; }}"
    st.html(f"<style>{STYLE.replace('STAGE', stage)}{lit}</style>")
    with st.container(key=f"tour_at_{stage}", gap="small"):
        if note:
            st.warning(note, icon=":material/link_off:")
        st.markdown(f"**Guided tour, {step.number} of {len(tour.steps)}**")
        st.markdown(step.says)
        with st.container(horizontal=True, vertical_alignment="center"):
            if step.number < len(tour.steps):  # first: it stays under the finger
                _link(tour.steps[step.number], "Next", ":material/arrow_forward:")
            elif onward := following(step.page):
                _link(onward, "Next page", ":material/arrow_forward:")
            if step.number > 1:
                _link(tour.steps[step.number - 2], "Back", ":material/arrow_back:")
            _way_out(step.page)


def following(stem: str) -> Step | None:
    """The first step of the next page that has a tour."""
    stems = [page.stem for page in nav.PAGES]
    tours = (of_page(later) for later in stems[stems.index(stem) + 1 :])
    return next((tour.steps[0] for tour in tours if tour), None)


def _asked(tour: Tour) -> tuple[Step | None, str | None]:
    """The step that the address asks for, and what is wrong with it, if so."""
    asked = st.query_params.get_all(KEY)
    if not asked:
        return None, None
    number, note = url.whole(KEY, asked, 1, len(tour.steps), 1)
    return tour.steps[int(number) - 1], note


def _link(step: Step, label: str, icon: str) -> None:
    address = url.still_hidden(step.address)
    st.page_link(nav.path(step.page), label=label, icon=icon, query_params=address)


def _way_out(stem: str) -> None:
    origin = session().origin
    if origin is None:
        st.button("Leave", key="tour_leave", on_click=_leave, type="tertiary")
    else:
        st.page_link(nav.path(stem), label="Leave", query_params=origin)


def _leave() -> None:
    url.write({KEY: None})
    st.rerun()  # the page, not the card's section alone: its looks go, too
