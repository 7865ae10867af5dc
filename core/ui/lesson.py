"""What the pages share, in the order in which a page uses it.

Every part can be taken away by the URL's ``hide`` parameters; see ``core.ui.url``.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pyarrow
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.ui import explorable, missing, nav, questions, snippet, tour, url


def title(stem: str) -> None:
    """The page's question, and one line if the link hides what no page has."""
    if "title" not in url.hidden():
        st.title(nav.entry(stem).title)
    if note := url.hide_note():
        st.warning(note, icon=":material/link_off:")
    if st.query_params.get_all("ask") and "questions" not in url.hidden():
        _asked(stem)


def _asked(stem: str) -> None:
    """The question that the reader came with, answered before anything else."""
    found = questions.came_with(stem)
    if not found:
        st.warning(
            "The link's `ask` should name one question that this page answers.",
            icon=":material/link_off:",
        )
    for question in found:
        with st.container(border=True, key="answer"):
            st.markdown(f"**{question.label}**\n\n{question.answer}")
            with st.container(horizontal=True, vertical_alignment="center"):
                if question.link:
                    small(questions.where(question))
                st.button("Close", key="ask_close", on_click=_close, type="tertiary")
            questions.see(question)


def _close() -> None:
    url.write({"ask": None})


class Stage(NamedTuple):
    """What is seen at one glance: a figure, and a rail of words beside it."""

    choices: DeltaGenerator
    figure: DeltaGenerator
    rail: DeltaGenerator


def stage(name: str) -> Stage:
    """Three places, to be filled with ``with``: choices, figure, rail.

    Wide: the figure on the left, choices above the rail on the right. Narrow: choices,
    figure, rail, one below the other. ``page.css`` arranges them. A step of the page's
    guided tour, if the reader takes it, stands first in the rail.
    """
    with st.container(key=f"stage_{name}"):
        made = Stage(*(st.container(key=f"{part}_{name}") for part in Stage._fields))
    with made.rail:
        tour.show(name)
    return made


def claim(text: str) -> None:
    """The one or two lines under the question, to be doubted."""
    if "prose" not in url.hidden():
        with st.container(key="wide_claim"):
            st.markdown(text)


def notice(figure: explorable.Drawn, key: str, position: str, more: str = "") -> None:
    """What to notice where the slider is: it follows, also while it moves.

    Args:
        figure: the one with that slider; its ``notices`` are in Plotly's own HTML.
        key: of the slider.
        position: at which it rests.
        more: Markdown that holds at every position.
    """
    if "prose" in url.hidden():
        return
    st.markdown("**What to notice**")
    words = explorable.notice(figure, position)
    st.html(f'<p class="notice" data-notice="{key}">{words}</p>')
    if more:
        st.markdown(more)


def prose(text: str) -> None:
    """Markdown that a teacher may hide."""
    if "prose" not in url.hidden():
        st.markdown(text)


def small(text: str) -> None:
    """A remark in small grey letters, with more contrast than Streamlit's caption."""
    st.markdown(f":small[:gray[{text}]]")


def predict_first(
    stem: str,
    question: str,
    options: Sequence[str],
    answer: int,
    because: str | Callable[[], str],
) -> None:
    """Something to guess; choosing reveals the answer and keeps it revealed.

    An answer that is costly to put into words comes as a function, called when needed.
    Whoever came with a question has just read the answer, and is not asked.
    """
    if "prose" in url.hidden() or questions.came_with(stem):
        return
    with st.container(border=True):
        guess = st.radio(
            f"**Predict first.** {question}",
            options,
            index=None,
            key=f"{stem}_guess",
            persist_state="session",
        )
        if guess is None:
            small("Choose one to see the answer. Nothing is scored.")
        else:
            right = options[answer]
            wrong = f"**Look again.** The answer: *{right}*."
            verdict = "**That is it.**" if guess == right else wrong
            reason = because if isinstance(because, str) else because()
            st.markdown(f"{verdict} {reason}")


def formula(*lines: str) -> None:
    """Lines of LaTeX: the formula, then the same with the current values put in."""
    if "prose" not in url.hidden():
        st.header("The formula, with your numbers")
        for line in lines:
            st.latex(line)


def code(
    run: Callable[..., None],
    *,
    heading: str = "The same in PyTorch",
    **values: float | str,
) -> None:
    """Shows a snippet with the current values, runs it, shows what it printed."""
    if "code" not in url.hidden():
        st.header(heading)
        st.code(snippet.source(run, values), language="python")
        with missing.torch(missing.SNIPPET):
            printed = snippet.output(run, values)
            small("What it printed just now:")
            st.code(printed, language="text")


def table(
    columns: Mapping[str, Sequence[str]], *, alt: str, left: Sequence[str] = ()
) -> None:
    """Numbers as texts, in columns that end on the right, but for those named."""
    right = st.column_config.TextColumn(alignment="right")
    given = pyarrow.table(columns)  # as it is sent: pandas in between takes longer
    wide = dict.fromkeys((name for name in columns if name not in left), right)
    st.dataframe(given, column_config=wide, alt=alt)


def answers(stem: str) -> None:
    """The questions that this page answers, folded."""
    if "questions" not in url.hidden():
        st.header("Questions this answers")
        for question in questions.of_page(stem):
            with st.expander(question.label):
                st.markdown(question.answer)
                questions.see(question)
                if question.link:
                    st.page_link(
                        nav.path(stem),
                        label="Set the figure above to show it",
                        query_params=url.still_hidden(question.link),
                    )


def references(*lines: str) -> None:
    """The sources, with section numbers."""
    if "prose" not in url.hidden():
        st.header("References")
        st.markdown("\n".join(f"- {line}" for line in lines))


def onward(stem: str) -> None:
    """Links to the previous and the next page, and to the symbols."""
    if st.context.is_embedded:
        return
    before, after = nav.neighbours(stem)
    st.divider()
    left, middle, right = st.columns(3)
    if stem != "glossary":
        middle.page_link(nav.path("glossary"), label="What each symbol means")
    if before:
        left.page_link(
            nav.path(before.stem), label=before.title, icon=":material/arrow_back:"
        )
    if after:
        right.page_link(
            nav.path(after.stem),
            label=after.title,
            icon=":material/arrow_forward:",
            icon_position="right",
        )
