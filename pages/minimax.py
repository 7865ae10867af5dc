"""How does BCE become the GAN's loss? From a batch with labels to the minimax game."""

import streamlit as st

from core.lessons.minimax import figures, pytorch, words
from core.lessons.minimax import walk as derivation
from core.lessons.minimax.facts import FACTS
from core.ui import controls, explorable, lesson, nav, rest, sharing, walk

nav.guard()

SIZES = {"one pair": "1", "four, as below": "4", "64": "64", "4096": "4096"}
estimates = explorable.drawn(figures.estimates)
value_and_loss = explorable.drawn(figures.value_and_loss, keep=64)
generator_losses = explorable.drawn(figures.generator_losses)

# -- The question ----------------------------------------------------------------------
lesson.title("minimax")
lesson.claim(
    "On paper a GAN is a game over two expectations. The code calls BCE on a batch "
    "with labels. Some derivations get from one to the other by putting a density in "
    "the place of the label. That step is wrong, and not needed."
)


# -- The figure ------------------------------------------------------------------------
@rest.section
def game() -> None:
    """The batch with its seed, and all that is computed from it."""
    stage = lesson.stage("game")
    with stage.choices:
        seed = controls.whole_number(
            "Seed of the draw", *figures.SEEDS, key="game_seed"
        )
    with stage.figure:
        size = explorable.show(
            estimates(seed),
            key="game_m",
            label="Batch size m (m real and m fake samples)",
            default="16",
            presets=SIZES,
            alt="Left: mean loss of one growing batch against its size, wandering in a "
            "band that narrows around the exact value. Right: fifty other batches.",
        )
    with stage.rail:
        lesson.notice(
            estimates(seed),
            "game_m",
            size,
            "Everybody stands still here: :green[real] *x* from N(0, 1), "
            ":orange[fakes] from N(2, 1), :blue[*D*(*x*) = σ(1.5 − *x*)].",
        )
        lesson.predict_first(
            "minimax",
            "The code knows labels and no densities. The game's formula knows "
            "densities and no labels. How do the densities get in?",
            [
                "As weights: a rare sample counts for more",
                "They decide which samples are in the batch",
                "Through the sigmoid inside D",
            ],
            answer=1,
            because="A sample turns up as often as its density says, so a mean over "
            "the real samples of a batch estimates an expectation. The label stays 1 "
            "or 0 throughout.",
        )
        sharing.share("minimax", {"Batch and expectation": estimates(seed)})
    explorable.figure_first()

    # -- The formula -------------------------------------------------------------------
    @rest.follows("game_m")
    def formula(size: str) -> None:
        """Loss and value of the reader's batch, and the same in PyTorch."""
        m = int(size)
        lesson.formula(*words.formulas(m, seed))
        lesson.code(pytorch.game, m=m, seed=seed)

    # -- The derivation ----------------------------------------------------------------
    lesson.prose(
        "## From the code to the game in seven steps\n\nThe first four pairs of the "
        "draw, as a table. Each step lights up its terms in the formula, its cells in "
        "the table and its lines of PyTorch."
    )
    steps = derivation.walk(seed)
    rest.section(lambda: walk.show(steps, pytorch.game, key="game_step"))

    # -- Value or loss -----------------------------------------------------------------
    @rest.follows("game_m")
    def value_or_loss(size: str) -> None:
        """V and −V, and G's two losses, on the reader's batch."""
        m = int(size)
        lesson.prose(
            "## Value or loss?\n\nThe :blue[discriminator] *maximises* its value *V*. "
            "Optimisers *minimise*, so it is given the loss −*V*, and that is BCE."
        )
        st.table(words.signs(m, seed), alt="V and −V: terms, and values on the batch.")
        lesson.prose(
            "Drawn over the threshold *c* of *D*(*x*) = σ(*c* − *x*), on your batch: "
            "the hill becomes a valley at the same place, and the ½ only makes it "
            "shallower."
        )
        explorable.still(
            value_and_loss(m, seed),
            key="game_signs",
            alt="V is a hill over D's threshold, −V a valley, −V/2 a shallower one.",
        )
        lesson.prose(
            "## One line of code, two generators\n\nOnly the fake rows hold *G*. With "
            "label 0 and a minus in front, their line of code is the game's own loss "
            "for the :orange[generator]. Flip the label to 1, and it is another loss."
        )
        st.table(
            words.generators(m, seed), alt="Two generator losses: code, values, slope."
        )
        lesson.prose(
            "Both fall as *D* takes the fake for real, so they want the same thing. "
            "Far left, where *D* is sure that the fake is fake, only −log *D* still "
            "slopes."
        )
        explorable.still(
            generator_losses(),
            key="game_generators",
            alt="log(1 − D), flat on the left, and −log D, steep there, over D's "
            "logit.",
        )

    lesson.prose(words.WRONG_TURNS % FACTS)


lesson.answers("minimax")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 3 "
    "(equation 1, algorithm 1, and the generator's other loss)",
    "I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, sections "
    "17.1.2 (means as estimates of expectations) and 20.10.4 (the game)",
)
lesson.onward("minimax")
