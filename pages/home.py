"""The problem with BCE: the way in."""

import streamlit as st

from core.lessons.home import figures, sketches
from core.ui import explorable, lesson, nav, questions, search, tour, url

nav.guard()

WAYS = (
    ("your_log", "**I have a log.** See what it proves.", "monitoring"),
    ("embed", "**I teach this.** Take a figure along.", "school"),
    ("bce_curve", "**I begin.** Start with the loss itself.", "play_arrow"),
)
apart = explorable.drawn(figures.apart)

# -- What this is ----------------------------------------------------------------------
lesson.title("home")
lesson.claim(
    "In a GAN a :blue[discriminator] pays **binary cross-entropy** for taking "
    ":orange[fakes] for :green[real]. Courses say that its gradient vanishes; its "
    "slope can be −1000. This app takes the contradiction apart, one figure a page."
)

# -- Two distributions to pull apart, and three ways in --------------------------------
stage = lesson.stage("home")
with stage.figure:
    at = explorable.show(
        apart(),
        key="home_distance",
        label="Pull the fakes away from the real data: θ",
        default="4",
        presets={"the same": "0", "overlapping": "2", "apart": "4", "far apart": "6"},
        alt="Two bell curves, real and fake, a distance apart. Beside them J against "
        "the distance, which goes flat, and W, which stays a straight line. Arrows "
        "from the fakes to the real data are as long as the two slopes: J's fades.",
        alone=True,
    )
with stage.choices:
    if "questions" not in url.hidden():
        search.show()
    if "controls" not in url.hidden() and not st.context.is_embedded:
        with st.container(key="ways"):
            for stem, label, icon in WAYS:
                st.page_link(nav.path(stem), label=label, icon=f":material/{icon}:")
            tour.offer("home", "**Show me round.** A tour of the figures.")
with stage.rail:
    lesson.notice(apart(), "home_distance", at)

# -- The pages -------------------------------------------------------------------------
if "controls" not in url.hidden():
    for chapter, pages in nav.chapters().items():
        st.header(chapter)
        with st.container(key=f"wide_{chapter.lower().replace(' ', '_')}"):
            for page in pages:
                with st.container(border=True, key=f"card_{page.stem}"):
                    st.image(sketches.SKETCHES[page.stem](), alt="", width="stretch")
                    st.page_link(nav.path(page.stem), label=f"**{page.title}**")
                    lesson.small(page.promise)

# -- The questions ---------------------------------------------------------------------
if "questions" not in url.hidden():
    st.header("All questions")
    for page in nav.LESSONS:
        with st.expander(page.title):
            for question in questions.of_page(page.stem):
                st.page_link(
                    nav.path(question.page),
                    label=question.label,
                    query_params=question.address,
                    icon=":material/arrow_right:",
                )
