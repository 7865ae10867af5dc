"""What the pages share, in the order in which a page uses it.

Every part can be taken away by the URL's ``hide`` parameters; see ``core.ui.url``.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from core.ui import explorable, nav, questions, snippet, url
from core.ui.explorable import Drawn


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
    asked = st.query_params.get_all("ask")
    known = [] if stem == "home" else questions.of_page(stem)
    found = [question for question in known if [question.slug] == asked]
    if not found:
        st.warning(
            "The link's `ask` names no question that this page answers.",
            icon=":material/link_off:",
        )
    for question in found:
        with st.container(border=True):
            st.markdown(f"**{question.ask}**\n\n{question.answer}")
            small("The figure below is set to show it.")


def prose(text: str) -> None:
    """Markdown that a teacher may hide."""
    if "prose" not in url.hidden():
        st.markdown(text)


def small(text: str) -> None:
    """A remark in small grey letters, with more contrast than Streamlit's caption."""
    st.markdown(f":small[:gray[{text}]]")


def predict_first(
    key: str,
    question: str,
    options: Sequence[str],
    answer: int,
    because: str | Callable[[], str],
) -> None:
    """Something to guess; choosing reveals the answer and keeps it revealed.

    An answer that is costly to put into words comes as a function, called when needed.
    """
    if "prose" in url.hidden():
        return
    with st.container(border=True):
        guess = st.radio(
            f"**Predict first.** {question}",
            options,
            index=None,
            key=f"{key}_guess",
            persist_state="session",
        )
        if guess is None:
            small("Choose one to see the answer. Nothing is scored.")
        else:
            verdict = "That is it." if guess == options[answer] else "Look again."
            reason = because if isinstance(because, str) else because()
            st.markdown(f"**{verdict}** {reason}")


def choice(
    label: str,
    options: Sequence[str],
    *,
    key: str,
    default: str = "",
    menu: bool = False,
) -> str:
    """One of a few options, kept in the URL; the default is the first if not given.

    They stand side by side, or in a ``menu`` where many choices would crowd a page.
    """
    default = default or options[0]
    note = url.choice_note(key, options, default)
    if told := url.remembered(key, note):
        st.warning(told, icon=":material/link_off:")
    if note:
        del st.query_params[key]  # an empty one would leave nothing chosen
    if "controls" in url.hidden():
        asked = st.query_params.get(key, "")
        return asked if asked in options else default
    bind = None if note else "query-params"
    if menu:
        index = list(options).index(default)
        chosen = st.selectbox(label, options, index, key=key, bind=bind)
    else:
        chosen = st.segmented_control(
            label, options, default=default, required=True, key=key, bind=bind
        )
    return chosen if chosen in options else default


def whole_number(label: str, low: int, high: int, *, key: str, default: int = 0) -> int:
    """A whole number to type or step, a seed say, kept in the URL."""
    note = url.whole_note(key, low, high, default)
    if told := url.remembered(key, note):
        st.warning(told, icon=":material/link_off:")
    if note and key in st.session_state:
        st.session_state[key] = default  # bound in an earlier run
    elif note:
        del st.query_params[key]  # a bound widget would take 3 out of 3.7
    if "controls" in url.hidden():
        return default if note else int(float(st.query_params.get(key, default)))
    bind = None if note else "query-params"
    chosen = st.number_input(
        label, low, high, default, step=1, key=key, bind=bind, width=200
    )
    return default if chosen is None else int(chosen)


def figure_first() -> None:
    """Holds the rest of the page back until the browser has drawn the first figure.

    Tables, code and formulas bring megabytes of Streamlit's own scripts, which the
    browser would otherwise parse before it draws.
    """
    if not explorable.pictured():
        small("The rest of the page follows the figure.")
        st.stop()


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
        small("What it printed just now:")
        st.code(snippet.output(run, values), language="text")


def answers(stem: str) -> None:
    """The questions that this page answers, folded."""
    if "questions" not in url.hidden():
        st.header("Questions this answers")
        for question in questions.of_page(stem):
            with st.expander(question.ask):
                st.markdown(question.answer)
                st.page_link(
                    nav.path(stem),
                    label="Set the figure above to show it",
                    query_params=question.link,
                )


def references(*lines: str) -> None:
    """The sources, with section numbers."""
    if "prose" not in url.hidden():
        st.header("References")
        st.markdown("\n".join(f"- {line}" for line in lines))


def share(stem: str, figures: Mapping[str, Drawn]) -> None:
    """Link to this state, a snippet that embeds it, and the figures as files."""
    if "share" in url.hidden():
        return
    with st.expander("Share or embed this state", icon=":material/share:"):
        small("Link to this page as you see it:")
        st.code(link(stem), language="text")
        small("In a course page:")
        st.code(iframe(stem), language="html")
        for name, drawn in figures.items():
            st.download_button(
                f"{name}: one HTML file that works offline",
                data=explorable.standalone(drawn),
                file_name=f"{stem}.html",
                mime="text/html",
                on_click="ignore",
                key=f"{stem}_{name}_html",
            )


def link(stem: str, **more: str) -> str:
    """This page's address in its present state."""
    parameters: list[tuple[str, Any]] = [
        (key, value)
        for key in st.query_params
        for value in st.query_params.get_all(key)
    ]
    here = urlsplit(st.context.url or "")
    # Where one page's name ends in another's, Streamlit leaves the rest of it behind:
    # vanishing_/vanishing_gradients.
    path = re.sub(rf"/\w+_/{stem}$", f"/{stem}", here.path)
    query = urlencode([*parameters, *more.items()])
    return urlunsplit((here.scheme, here.netloc, path, query, ""))


def iframe(stem: str) -> str:
    """HTML that shows this state inside another page."""
    address = link(stem, embed="true").replace("&", "&amp;")
    return (
        f'<iframe src="{address}"\n        title="{nav.entry(stem).title}"\n'
        '        width="100%" height="700" style="border: 0" loading="lazy"></iframe>'
    )


def onward(stem: str) -> None:
    """Links to the previous and the next page."""
    if st.context.is_embedded:
        return
    before, after = nav.neighbours(stem)
    st.divider()
    left, right = st.columns(2)
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
