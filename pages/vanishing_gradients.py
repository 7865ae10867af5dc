"""What still reaches the generator? Five losses under the best discriminator."""

from core.gan import settings
from core.gan.config import Config
from core.lessons.dirac_gan.real_run import smallest
from core.lessons.vanishing_gradients import figures, pytorch
from core.lessons.vanishing_gradients.facts import FACTS
from core.maths.optimal import LOSSES
from core.plotting.theme import latex_number
from core.ui import controls, explorable, leads, lesson, nav, rest, sharing

nav.guard()

FORMULAS = {
    "saturating": (r"\log (1 - D)", r"\theta\;\mathbb{E}[D^*]"),
    "non-saturating": (r"-\log D", r"\theta\;\mathbb{E}[1 - D^*]"),
    "least-squares": (
        r"\tfrac{1}{2} (s - 1)^2",
        r"\theta\;\mathbb{E}[D^* (1 - D^*)^2]",
    ),
    "hinge": (r"-s", r"2\,\frac{d\,\mathrm{TV}}{d\theta}"),
    "wasserstein": (r"-f", r"1"),
}
push = explorable.drawn(figures.push)

# -- The question ----------------------------------------------------------------------
lesson.title("vanishing_gradients")
lesson.claim(
    "The :orange[generator] never sees the :green[real] data. All it learns comes "
    "through the :blue[discriminator]. The better the discriminator, the better the "
    "advice, one would think."
)


# -- The figure ------------------------------------------------------------------------
@rest.section
def push_of_five() -> None:
    """The figure with the loss, and what depends on both."""
    stage = lesson.stage("van")
    with stage.choices:
        loss = controls.choice(
            "The generator's loss", LOSSES, key="van_loss", menu=True
        )
    with stage.figure:
        theta = explorable.show(
            push(loss),
            key="van_distance",
            label="Distance θ of the fakes from the real data",
            default="2",
            presets={
                "on top": "0",
                "overlapping": "2",
                "apart": "6",
                "far apart": "10",
            },
            alt="On the left the real and the fake density with the discriminator or "
            "critic, and seven fakes with an arrow as long as the gradient of the "
            "loss. On the right the mean gradient of five losses against the distance. "
            "Saturating, least squares and hinge die out, Wasserstein stays at 1, "
            "non-saturating grows with the distance.",
        )
    with stage.rail:
        lesson.notice(push(loss), "van_distance", theta)
        lesson.predict_first(
            "vanishing_gradients",
            "With log(1 − D) the fakes nearest to the real data get the longest "
            "arrows. And with −log D?",
            ["The nearest too", "The farthest", "All get the same"],
            answer=1,
            because="−log D passes on 1 − D of the slope of D's logit, 2 at θ = 2. "
            f"A fake at x = 4 gets {FACTS['non_saturating_at_four']}, one at x = 0 "
            f"{FACTS['non_saturating_at_zero']}. log(1 − D) passes on D of it: "
            f"{FACTS['saturating_at_four']} and {FACTS['saturating_at_zero']}.",
        )
        sharing.share("vanishing_gradients", {"The arrows": push(loss)})

    explorable.figure_first()

    # -- The formula -------------------------------------------------------------------
    @rest.follows("van_distance")
    def formula(theta: str) -> None:
        """The mean gradient at the reader's distance, and the same in PyTorch."""
        distance = float(theta)
        loss_tex, push_tex = FORMULAS[loss]
        mean = figures.mean(loss, distance)
        lesson.formula(
            rf"L = {loss_tex}",
            rf"\frac{{d}}{{d\theta}}\,\mathbb{{E}}[L] = {push_tex}",
            rf"\theta = {theta}: \quad {latex_number(mean, none='a kink, no slope')}",
        )
        if loss == "hinge":
            lesson.prose(
                "Autograd sees none of it, as the code below shows: the best score *s* "
                "is flat at every single fake. Only the mean over all fakes moves, "
                "because some cross the jump."
            )
        lesson.code(pytorch.mean_push, theta=distance, loss=loss)

    run = Config(loss=loss, target="far-normal")
    leads.show(
        "Where it goes on",
        ("live_gan", "Train with this loss, from 6 away", settings.link(run)),
        ("wasserstein_critic", "What a critic changes", {}),
        ("dirac_gan", "And near the end: does it come to rest?", smallest(run)),
    )


lesson.answers("vanishing_gradients")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 3",
    "M. Arjovsky, L. Bottou, *Towards Principled Methods for Training Generative "
    "Adversarial Networks*, ICLR 2017, theorems 2.4 and 2.5",
    "M. Arjovsky, S. Chintala, L. Bottou, *Wasserstein GAN*, ICML 2017, section 2",
)
lesson.onward("vanishing_gradients")
