"""How does BCE become the GAN's loss? From a batch with labels to the minimax game."""

import streamlit as st

from core import minimax
from core.facts import FACTS
from core.figures.theme import said
from core.scenes import minimax as scenes
from core.scenes import minimax_walk
from core.snippets import minimax as snippets
from core.ui import controls, explorable, lesson, nav, sharing, walk

nav.guard()

estimates = explorable.drawn(scenes.estimates)
value_and_loss = explorable.drawn(scenes.value_and_loss)
generator_losses = explorable.drawn(scenes.generator_losses)

# -- The question ----------------------------------------------------------------------
lesson.title("minimax")
lesson.prose(
    "On paper a GAN is a game: a value *V*, made of two expectations, which the "
    ":blue[discriminator] maximises and the :orange[generator] minimises. The code "
    "calls BCE on a batch with labels. Some derivations get from one to the other by "
    "putting a density in the place of the label. That step is wrong, and not needed."
)
lesson.predict_first(
    "minimax",
    "The code knows labels and no densities. The game's formula knows densities and "
    "no labels. How do the densities get in?",
    [
        "Each label y is replaced by the density at x",
        "They decide which samples are in the batch",
        "Through the sigmoid inside D",
    ],
    answer=1,
    because="A sample turns up as often as its density says, so a mean over the real "
    "samples of a batch estimates an expectation. The label stays 1 or 0 throughout.",
)

# -- The figure ------------------------------------------------------------------------
lesson.prose(
    "So that the exact answer can be known, everybody stands still: :green[real] *x* "
    "from N(0, 1), :orange[fake] *G*(*z*) = *z* + 2 with noise *z* from N(0, 1), "
    ":blue[*D*(*x*) = σ(1.5 − *x*)]. D's loss is the mean BCE of *m* real samples plus "
    "that of *m* fakes."
)
figure = st.container()
seed = controls.whole_number("Seed of the draw", *scenes.SEEDS, key="game_seed")
with figure:
    size = explorable.show(
        estimates(seed),
        key="game_m",
        label="Batch size m (m real and m fake samples)",
        default="16",
        presets={"one pair": "1", "four, as below": "4", "64": "64", "4096": "4096"},
        alt="Left: mean loss of one growing batch against its size, wandering in a "
        "band that narrows around the exact value. Right: fifty other batches.",
    )
m = int(size)
lesson.prose(
    "**What to notice.** The dashed line is the exact expectation, an integral with no "
    "sample in it, and every batch closes in on it. The band, one standard deviation "
    "to each side, narrows as *s*/√*m*: four times the samples, half the band. From a "
    "few pairs on, about two in three of the other batches lie inside."
)
lesson.figure_first()

# -- The formula -----------------------------------------------------------------------
means, exact = scenes.batch_means(m, seed), minimax.exact_means()
error, spread = minimax.standard_error(m), minimax.standard_error(1)
lesson.formula(
    rf"\textstyle\frac1m\sum_{{\text{{real}}}} -\log D(x) = {said(means.real)}",
    rf"\textstyle\frac1m\sum_{{\text{{fake}}}} -\log(1 - D(G(z))) = {said(means.fake)}",
    rf"\text{{together }} {said(means.discriminator_loss)}, \;"
    rf" \text{{exact }} {said(exact.discriminator_loss)}",
    rf"\pm\, s / \sqrt{{m}} = {said(spread)} / \sqrt{{{m}}} = {said(error)}",
)

# -- The derivation --------------------------------------------------------------------
lesson.prose(
    "## From the code to the game in seven steps\n\nThe first four pairs of the draw, "
    "as a table. Each step lights up its terms in the formula, its cells in the table "
    "and its lines of PyTorch."
)
walk.show(minimax_walk.walk(seed), snippets.game, key="game_step")

# -- Value or loss ---------------------------------------------------------------------
lesson.prose(
    "## Value or loss?\n\nThe :blue[discriminator] *maximises* its value *V*. "
    "Optimisers *minimise*, so it is given the loss −*V*, and that is BCE."
)
st.table(scenes.signs(m, seed), alt="V and −V: terms, and values on the batch.")
lesson.prose(
    "Drawn over the threshold *c* of *D*(*x*) = σ(*c* − *x*), on your batch: the hill "
    "becomes a valley at the same place, and the ½ only makes it shallower."
)
explorable.still(
    value_and_loss(m, seed),
    key="game_signs",
    alt="V is a hill over D's threshold, −V a valley, −V/2 a shallower one.",
)
lesson.prose(
    "## One line of code, two generators\n\nOnly the fake rows hold *G*. With label 0 "
    "and a minus in front, their line of code is the game's own loss for the "
    ":orange[generator]. Flip the label to 1, and it is another loss."
)
st.table(scenes.generators(m, seed), alt="Two generator losses: code, values, slope.")
lesson.prose(
    "Both fall as *D* takes the fake for real, so they want the same thing. Far left, "
    "where *D* is sure that the fake is fake, only −log *D* still slopes."
)
explorable.still(
    generator_losses(),
    key="game_generators",
    alt="log(1 − D), flat on the left, and −log D, steep there, over D's logit.",
)

# -- Wrong turns -----------------------------------------------------------------------
lesson.prose(
    "## Three wrong turns\n\nEach stands in some text, and each is easily made.\n\n"
    r"- **The label taken for a density**, $-p_r(x) \log D(x) - \dots$ The wish is "
    "right: densities do stand in the result. They get there by sampling. As a label, "
    f"the density of N(0, 0.1²) would be {FACTS['game_narrow_density']} in its middle, "
    f"and 1 − *y* would be {FACTS['game_narrow_rest']}.\n"
    r"- **The missing minus**, loss = $\log D(x) + \log(1 - D(G(z)))$. That is *V*. "
    "Its hill, drawn above, has no foot: minimising it, *D* "
    "would learn to be wrong without end.\n"
    r"- **The label inside the logarithm**, $-y \log y$. That is the entropy of the "
    "label, 0 for a hard one. It knows nothing of *D* and has no slope to learn from. "
    "The truth stands outside the logarithm, the guess inside."
)

# -- In PyTorch ------------------------------------------------------------------------
lesson.code(snippets.game, m=m, seed=seed)
lesson.answers("minimax")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 3 "
    "(equation 1, algorithm 1, and the generator's other loss)",
    "I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, sections "
    "17.1.2 (means as estimates of expectations) and 20.10.4 (the game)",
)
sharing.share("minimax", {"Batch and expectation": estimates(seed)})
lesson.onward("minimax")
