"""Watch one train: a GAN in one dimension, live."""

import streamlit as st

from core.gan import cost, script
from core.lessons.dirac_gan.real_run import smallest
from core.lessons.live_gan import runs, words
from core.lessons.live_gan.facts import FACTS
from core.lessons.wasserstein_critic.trained import like
from core.ui import explorable, gan_controls, leads, lesson, live, nav, sharing, url

nav.guard()

# -- The question ----------------------------------------------------------------------
lesson.title("live_gan")
lesson.claim(
    "The :orange[generator] bends noise into fakes; the :blue[discriminator] tells "
    "them from the :green[real] data. Press **Start** and see how PyTorch trains both."
)

# -- The studio ------------------------------------------------------------------------
stage = lesson.stage("gan")
with stage.choices:
    recipe = st.container()
    game = gan_controls.game()
with stage.rail:
    notice = st.container()
    chosen = gan_controls.choose(game)
    sharing.share("live_gan", {})
with recipe:
    gan_controls.recipe(chosen.config)
configs, too_much = cost.affordable(
    runs.side_by_side(chosen.config, chosen.compare, many=chosen.many)
)
with stage.figure:
    session = live.show(
        configs,
        key="gan_film",
        drawing_key="gan_drawing" if chosen.config.target == "drawn" else "",
        alt="Above: the real density, the fakes' density with some fakes and the "
        "gradient of the loss on each, and the discriminator; beside it the "
        "generator's curve from noise to fakes. Below, against the iteration: both "
        "losses, both gradient norms, and the distances between real and fake.",
    )
with notice:
    if too_much:
        st.warning(too_much, icon=":material/hourglass:")
    lesson.prose(f"**What to notice**\n\n{words.notice(configs)}")
    if chosen.many and chosen.compare != "none":
        lesson.small("Eight seeds train with the first loss; the other one waits.")
    if session.changed is not None:
        lesson.small(
            f"A setting was changed at iteration {session.changed}. The link starts "
            "the run afresh with the settings as they are now."
        )
explorable.figure_first()
lesson.predict_first(
    "live_gan",
    "With BCE, the fakes have just settled on the target. Where is D's loss?",
    ["Near 0: both are good by now", "Near 2 log 2", "It falls without end"],
    answer=1,
    because="When real and fake are alike, the best D can only guess, and guessing "
    f"costs log 2 twice: {FACTS['two_log2']}. A low loss of D would mean that the "
    "fakes are easy to tell.",
)

# -- The formula -----------------------------------------------------------------------
lesson.prose(f"## What the two minimise\n\n{words.minimised(configs)}")

# -- Recipes ---------------------------------------------------------------------------
if "controls" not in url.hidden():
    st.header("Recipes worth watching")
    lesson.prose(
        "Another seed may go another way: set *Runs at once* to eight seeds, and see."
    )
    gan_controls.recipes()

# -- In PyTorch ------------------------------------------------------------------------
if "code" not in url.hidden():
    st.header("This run as a script")
    lesson.prose(
        "Plain PyTorch, one loop. It draws the same numbers from the same seed, and "
        "so trains the same run as above, to rounding: float32 sums in another order, "
        "and a long run may drift from its twin."
    )
    script = script.script(configs[0], 1500)
    st.code(script, language="python", wrap_lines=True)
van = {"van_loss": configs[0].loss.removesuffix("-gp")}
leads.show(
    "What these settings do where they can be computed",
    ("dirac_gan", "The smallest GAN: does it come to rest?", smallest(configs[0])),
    ("wasserstein_critic", "What a critic changes", like(configs[0])),
    ("vanishing_gradients", "What still reaches G", van),
)
lesson.answers("live_gan")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 4 and "
    "algorithm 1",
    "M. Arjovsky, L. Bottou, *Towards Principled Methods for Training Generative "
    "Adversarial Networks*, ICLR 2017, sections 2 and 3",
    "M. Arjovsky, S. Chintala, L. Bottou, *Wasserstein GAN*, ICML 2017, section 3",
    "I. Gulrajani et al., *Improved Training of Wasserstein GANs*, NeurIPS 2017, "
    "section 4",
    "L. Mescheder, A. Geiger, S. Nowozin, *Which Training Methods for GANs do actually "
    "Converge?*, ICML 2018, section 4",
)
lesson.onward("live_gan")
