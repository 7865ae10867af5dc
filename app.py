"""The table of contents: page config and navigation. Run with ``make run``."""

import streamlit as st

from core.ui import explorable, nav, rest, tour, warm

followed = explorable.preload()  # first: the browser has something to fetch
embedded = st.context.is_embedded
page = st.navigation(nav.contents(), position="hidden" if embedded else "top")
stem = page.url_path or "home"
st.set_page_config(page_title=nav.tab(stem), page_icon=nav.ICON, layout="wide")
st.html(nav.STYLE)
tour.start(stem)
with nav.app_frame(stem, followed):
    page.run()
    rest.address_alone()
warm.start()
