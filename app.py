"""The table of contents: page config and navigation. Run with ``make run``."""

import streamlit as st

from core.ui import explorable, nav, warm

st.set_page_config(page_title=nav.NAME, page_icon=nav.ICON, layout="wide")
st.html(nav.STYLE)
embedded = st.context.is_embedded
page = st.navigation(nav.contents(), position="hidden" if embedded else "top")
explorable.preload()
with nav.app_frame(page.url_path or "home"):
    page.run()
warm.start()
