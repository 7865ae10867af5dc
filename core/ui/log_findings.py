"""What is shown of what a log was found to say, and of what was not read in it."""

import streamlit as st

from core.diagnosis import Finding, Log
from core.lessons.your_log import words
from core.ui import lesson, nav, url

MOST_LISTED, QUOTED = 500, 3


def evidence(number: int, finding: Finding, lines: list[str]) -> None:
    """What shows a finding: lines of the log, the formula, the code, a link."""
    with st.container(border=True):
        st.markdown(
            f"**{number}. {finding.grade.capitalize()}.** {words.lines(finding)}"
        )
        quoted = [
            f"{at:>6}  {lines[at - 1].strip()[:200]}"
            for at in finding.lines[:QUOTED]
            if at <= len(lines)
        ]
        if quoted:
            st.code("\n".join(quoted), language=None)
        if finding.formula:
            for part in finding.formula.split(r", \qquad "):  # a phone is narrow
                st.latex(part)
        if finding.check and "code" not in url.hidden():
            lesson.small("What to look at in the code:")
            st.code(finding.check, language="python")
        stem, state = words.where(finding)
        st.page_link(
            nav.path(stem),
            label=f"See it: {nav.entry(stem).title}",
            icon=":material/arrow_forward:",
            query_params=url.still_hidden(state),
        )


def unread(log: Log) -> None:
    """The lines from which nothing was taken, with their numbers."""
    if not log.unread:
        return
    with st.expander(f"Lines from which nothing was taken: {len(log.unread)}"):
        listed = log.unread[:MOST_LISTED]
        st.code("\n".join(f"{u.line:>6}  {u.text}" for u in listed), language=None)
        if len(log.unread) > MOST_LISTED:
            lesson.small(f"{len(log.unread) - MOST_LISTED} more are not listed.")
