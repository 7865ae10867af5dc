"""Symbols and their names: here, in the sources, in PyTorch."""

import streamlit as st

from core.lessons.glossary.symbols import SYMBOLS
from core.ui import controls, lesson, nav

nav.guard()

ALL = "all"

# -- The question ----------------------------------------------------------------------
lesson.title("glossary")
lesson.claim(
    "One sign has many names, and one name stands for several things. "
    ":green[Green] is real, :orange[orange] the generator's, :blue[blue] the "
    "discriminator's: here and in every figure."
)

# -- The symbols -----------------------------------------------------------------------
chosen = controls.choice("Chapter", [ALL, *SYMBOLS], key="glossary_chapter")
for chapter, symbols in SYMBOLS.items():
    if chosen not in (ALL, chapter):
        continue
    st.header(chapter[0].upper() + chapter[1:])
    with st.container(key=f"symbols_{chapter.replace(' ', '_')}"):
        st.table(
            {
                "sign": [one.sign for one in symbols],
                "here": [one.means for one in symbols],
                "in the sources": [one.sources or "–" for one in symbols],
                "in PyTorch": [one.torch or "–" for one in symbols],
            },
            hide_index=True,
            alt=f"Symbols of {chapter}: meaning, names in the sources and in PyTorch.",
        )
lesson.prose(
    "Logarithms are natural: losses and entropies are in nats where nothing else is "
    "said. `F` is `torch.nn.functional`. *E* is the mean over a distribution; a batch "
    "has an estimate of it."
)
lesson.onward("glossary")
