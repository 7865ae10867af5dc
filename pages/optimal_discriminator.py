"""What does the best discriminator know? D*, J, and the two factors of its slope."""

import streamlit as st

from core import factors, families
from core.facts import FACTS
from core.figures.theme import said
from core.scenes import optimal_by_hand as hand
from core.scenes import optimal_discriminator as scenes
from core.scenes import optimal_width as widths
from core.snippets import optimal_discriminator as snippets
from core.ui import explorable, lesson, nav

nav.guard()

game = explorable.drawn(scenes.game)
width = explorable.drawn(widths.width)
by_hand = explorable.drawn(hand.by_hand)

# -- The question ----------------------------------------------------------------------
lesson.title("optimal_discriminator")
lesson.prose(
    "A well-known lecture blames BCE with a curve that is flat at both ends. But −log "
    "*p* is steep just where *D* is wrong! Both are true of different curves. The flat "
    "one is *J*(θ): what the game is worth when the :blue[discriminator] is the best "
    "there can be, with :green[real] data and :orange[fakes] a distance θ apart."
)
