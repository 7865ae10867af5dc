"""How can a slope of −1000 vanish? Gradients with respect to p and to the logit."""

from core.lessons.gradients import figures, pytorch
from core.lessons.gradients.facts import FACTS
from core.maths import bce
from core.plotting.theme import latex_number
from core.ui import controls, explorable, lesson, nav, rest, sharing

nav.guard()

FORMULAS = {
    "non-saturating": (r"-\log p", r"-\frac{1}{p}", r"-(1 - p)"),
    "saturating": (r"\log (1 - p)", r"-\frac{1}{1 - p}", r"-p"),
    "squared-error": (r"(1 - p)^2", r"-2 (1 - p)", r"-2 p (1 - p)^2"),
}
chain = explorable.drawn(figures.chain)

# -- The question ----------------------------------------------------------------------
lesson.title("gradients")
lesson.claim(
    "A fake gets *p* = 0.001 from the :blue[discriminator]. The slope of −log *p* is "
    f"then {FACTS['slope_tiny']}: a huge push for the :orange[generator]. Yet everyone "
    "says that the gradient vanishes. Both are right about something."
)


# -- The figure ------------------------------------------------------------------------
@rest.section
def chain_rule() -> None:
    """The figure with its choice, and what depends on both."""
    stage = lesson.stage("grad")
    with stage.choices:
        loss = controls.choice("G's loss", list(figures.LOSSES), key="grad_loss")
    with stage.figure:
        at = explorable.show(
            chain(loss),
            key="grad_p",
            label="What the discriminator gives the fake, p",
            default="0.001",
            presets={
                "the forum's example": "0.001",
                "start of training": "0.01",
                "evenly matched": "0.5",
                "generator ahead": "0.9",
            },
            alt="Three panels with one logarithmic axis: the slope of the loss in p, "
            "the slope of the sigmoid, and their product, the slope in the logit. "
            "Stems from 1 show that the first two add up to the third.",
        )
    with stage.rail:
        lesson.notice(
            chain(loss),
            "grad_p",
            at,
            "The axis is logarithmic: to multiply is to lay the grey stems end to end.",
        )
        lesson.predict_first(
            "gradients",
            "Now the fake gets p = 1e−6, a thousand times less. How large is the slope "
            "of −log p in the logit?",
            ["About a million", "About 1", "About a millionth"],
            answer=1,
            because=f"The sigmoid is nearly flat there: {FACTS['factor_millionth']}. "
            f"But the slope in p is {FACTS['slope_millionth']}, and the product "
            f"{FACTS['logit_slope_millionth']}. With the saturating loss log(1 − p) "
            "nothing large meets the small factor, and "
            f"{FACTS['saturating_millionth']} is left.",
        )
        sharing.share("gradients", {"The chain rule": chain(loss)})

    explorable.figure_first()

    # -- The formula -------------------------------------------------------------------
    @rest.follows("grad_p")
    def formula(at: str) -> None:
        """The chain rule with the reader's p, and the same in PyTorch."""
        p = float(at)
        value, in_p, in_logit = FORMULAS[loss]
        a, b = (float(slope) for slope in figures.slopes(loss, bce.logit(p)))
        factor = float(bce.sigmoid_grad(bce.logit(p)))
        numbers = [latex_number(number) for number in (a, factor, b)]
        lesson.formula(
            rf"L = {value} \qquad p = \sigma(\ell) = {p:g}",
            r"\frac{dL}{dp} \cdot \frac{dp}{d\ell}"
            rf" = {in_p} \cdot p (1 - p) = {in_logit}",
            rf"{numbers[0]} \cdot {numbers[1]} = {numbers[2]}",
        )
        lesson.code(pytorch.chain_rule, p=p, loss=loss)


lesson.answers("gradients")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 3 (why "
    "log(1 − D) saturates, and what to do instead)",
    "I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, section "
    "6.2.2.2 (squared error with a sigmoid)",
)
lesson.onward("gradients")
