"""Put a figure in your course: any page, in any state, with what to leave out."""

import streamlit as st

from core.ui import controls, embedding, lesson, nav, url

nav.guard()

HOW = {
    "HTML, Moodle, Canvas": "Paste it into the page's HTML source. Moodle and Canvas: "
    "the `<>` button of the editor; an administrator may have to allow the host.",
    "Markdown": "A link. Markdown pages show frames only where they allow HTML.",
    "Jupyter": "A cell of its own. The figure needs the network when it is run.",
    "Quarto": "A raw block, for HTML output and for slides with revealjs.",
    "Notion, Google Sites, slides": "Choose *Embed* or *By URL* there and paste the "
    "address. PowerPoint and Keynote show no web pages: save the picture instead.",
}

# -- The question ----------------------------------------------------------------------
lesson.title("embed")
lesson.claim(
    "Set a page as you want it, copy its address, and paste it here. What you see in "
    "the frame is what your readers get, slider and all."
)

# -- What to show ----------------------------------------------------------------------
stage = lesson.stage("embed")
with stage.choices:
    link = st.text_input(
        "Address of the page, as the browser shows it",
        placeholder="https://…/gradients?grad_p=0.01",
        key="embed_link",
    )
    stems = [page.stem for page in nav.PAGES if page.stem not in nav.TABLES]
    chosen = controls.choice(
        "or a page by its name",
        stems,
        key="embed_page",
        default="gradients",
        menu=True,
    )
    found = embedding.read(link) if link else (chosen, [])
    if found is None:
        st.warning(
            "That address names no page of this app. You see the page chosen below it.",
            icon=":material/link_off:",
        )
    stem, state = found or (chosen, [])
    hide = st.pills(
        "Leave out",
        url.HIDEABLE,
        default=embedding.ALONE,
        selection_mode="multi",
        key="embed_hide",
    )
    theme = controls.choice("Theme", list(embedding.THEMES), key="embed_theme")
home = embedding.home()
high = embedding.height(hide)
source = embedding.embedded(home, stem, state, hide, embedding.THEMES[theme])
with stage.figure:
    st.iframe(source, height=high, alt=f"Preview: {nav.entry(stem).title}")

# -- What to paste ---------------------------------------------------------------------
plain = embedding.address(home, stem, state)
st.header("What to paste")
tabs = st.tabs(list(HOW))
texts = embedding.snippets(source, plain, stem, high)
for tab, name in zip(tabs, HOW, strict=True):
    with tab:
        lesson.small(HOW[name])
        st.code(texts[name], language=None, wrap_lines=True)

lesson.prose(
    "## Good to know\n\n"
    f"- {embedding.FITS} pixels of height show figure, slider and numbers without "
    "scrolling, also on a phone. From a width of 700 on, 560 do.\n"
    "- `hide` may be repeated: `title`, `prose`, `controls`, `numbers`, `code`, "
    "`questions`, `share`.\n"
    "- `ask` puts the answer to one question on top; the front page lists them all.\n"
    "- `tour=2` opens the second step of a page's guided tour.\n"
    "- A state is its address. It stays valid: parameters are an interface.\n"
    "- Without a server: *Share, embed, save* on every page writes its figure as one "
    "HTML file that works offline."
)
lesson.onward("embed")
