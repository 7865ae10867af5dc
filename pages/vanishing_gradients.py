"""What still reaches the generator? Five losses under the best discriminator."""

from core.lessons.facts import FACTS
from core.lessons.vanishing_gradients import figures, pytorch
from core.maths.optimal import LOSSES
from core.plotting.theme import latex_number
from core.ui import controls, explorable, lesson, nav, sharing

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
lesson.prose(
    "The :orange[generator] never sees the :green[real] data. All it learns comes "
    "through the :blue[discriminator]: which way, and how hard, each fake should move. "
    "The better the discriminator, the better the advice, one would think."
)
lesson.predict_first(
    "vanishing_gradients",
    "Real data are N(0, 1), the fakes N(6, 1), and the discriminator is the best there "
    "is. How large is the mean gradient of log(1 − D) on the fakes?",
    ["About 6", "About 1", "About 0.01"],
    answer=2,
    because=f"It is {FACTS['saturating_six']}. The slope of D's logit is 6, but the "
    f"loss passes on only the part that D gives the fakes, {FACTS['sure_six']} on "
    f"average. With −log D it is {FACTS['non_saturating_six']}.",
)

# -- The figure ------------------------------------------------------------------------
loss = controls.choice("The generator's loss", LOSSES, key="van_loss")
theta = explorable.show(
    push(loss),
    key="van_distance",
    label="Distance θ of the fakes from the real data",
    default="6",
    presets={"on top": "0", "overlapping": "2", "apart": "6", "far apart": "10"},
    alt="Above, the real and the fake density with the discriminator or critic, and "
    "seven fakes with an arrow as long as the gradient of the loss. Below, the mean "
    "gradient of five losses against the distance. Saturating, least squares and hinge "
    "die out, Wasserstein stays at 1, non-saturating grows with the distance.",
)
lesson.prose(
    "**What to notice.** Push the fakes away: with the saturating loss the arrows "
    "shrink to nothing, and the logarithmic panel shows how fast. With −log *D* they "
    "grow until each arrow reaches all the way home. The Wasserstein arrows keep "
    "length 1, whatever the distance."
)
lesson.figure_first()

# -- The formula -----------------------------------------------------------------------
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
        "Autograd sees none of it, as the code below shows: the best score *s* is flat "
        "at every single fake. Only the mean over all fakes moves, because some cross "
        "the jump."
    )

# -- In PyTorch ------------------------------------------------------------------------
lesson.code(pytorch.mean_push, theta=distance, loss=loss)
lesson.answers("vanishing_gradients")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 3",
    "M. Arjovsky, L. Bottou, *Towards Principled Methods for Training Generative "
    "Adversarial Networks*, ICLR 2017, theorems 2.4 and 2.5",
    "M. Arjovsky, S. Chintala, L. Bottou, *Wasserstein GAN*, ICML 2017, section 2",
)
sharing.share("vanishing_gradients", {"The arrows": push(loss)})
lesson.onward("vanishing_gradients")
