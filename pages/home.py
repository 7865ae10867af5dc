"""The problem with BCE: the way in."""

import streamlit as st

from core.ui import lesson, nav, questions

nav.guard()
lesson.title("home")
for question in questions.everything():
    st.page_link(
        nav.path(question.page), label=question.ask, query_params=question.link
    )
