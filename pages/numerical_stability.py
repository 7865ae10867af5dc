"""Where do the numbers break? What PyTorch returns in four precisions."""

import streamlit as st

from core.lessons.numerical_stability import breaks, figures, pytorch, tables, words
from core.lessons.numerical_stability.facts import FACTS, everything
from core.plotting.theme import latex_number
from core.ui import controls, explorable, lesson, nav, rest, sharing

nav.guard()

ways = explorable.drawn(figures.ways)
errors = explorable.drawn(figures.errors)

# -- The question ----------------------------------------------------------------------
lesson.title("numerical_stability")
lesson.claim(
    "On paper a :blue[discriminator]'s *p* = σ(ℓ) never reaches 1. In a computer it "
    "does, and 1 − *p* is 0. A well-known page warns of NaN, *not a number*. What "
    "PyTorch's `BCELoss` does is quieter, and worse."
)


# -- The figure ------------------------------------------------------------------------
@rest.section
def four_ways() -> None:
    """The figures with label and precision, and what depends on both."""
    stage = lesson.stage("num")
    with stage.choices, st.container(horizontal=True):  # one row where there is room
        label = int(controls.choice("Label (1 real, 0 fake)", ["0", "1"], key="num_y"))
        dtype = controls.choice(
            "Precision", list(breaks.ROUNDING), key="num_dtype", default="float32"
        )
    with stage.figure:
        with st.spinner("Loading PyTorch: it computes all that you will see here …"):
            picture, digits = ways(dtype, label), errors(dtype, label)
        at = explorable.show(
            picture,
            key="num_logit",
            label="Logit ℓ of the discriminator",
            default="17",
            presets=figures.PRESETS[label],
            alt="Loss and its slope for logits from −120 to 120, exact and as PyTorch "
            "returns them for four ways to write the loss. Rows below show where each "
            "way is broken: the naive formula and BCELoss are, the other two are not.",
        )
    with stage.rail:
        lesson.notice(
            picture,
            "num_logit",
            at,
            words.first_breaks(dtype, label, breaks.ways(dtype, label)),
        )
        lesson.predict_first(
            "numerical_stability",
            "Now a real sample gets ℓ = −17: just as sure, and just as wrong. The "
            f"gradient should be {FACTS['slope_real_17']}. What does `BCELoss` return "
            "in float32?",
            ["About −1", "Not a number", "Exactly 0"],
            answer=0,
            because=lambda: (
                "It returns {bceloss_slope_real_17}. Numbers of float32 lie close "
                "together near 0, and not near 1: σ(−17) = {sigmoid_minus_17} can be "
                "told from 0, but σ(17) is exactly 1. PyTorch clamps the logarithm of "
                "0 at −100, so for a fake at ℓ = 17 the loss reads {bceloss_cost_17} "
                "instead of {cost_17}, and the gradient is "
                "{bceloss_slope_17}.".format(**everything())
            ),
        )
        sharing.share("numerical_stability", {"Four ways": picture, "Errors": digits})

    explorable.figure_first()
    lesson.prose(
        "*Naive* is the formula of the books, −*y* log *p* − (1 − *y*) log(1 − *p*). "
        "`BCELoss` is given *p* too; `BCEWithLogitsLoss` is given ℓ. *Softplus* is "
        "log(1 + exp(ℓ)) for a :orange[fake], log(1 + exp(−ℓ)) for a :green[real] "
        "sample."
    )

    @rest.follows("num_logit")
    def at_this_logit(at: str) -> None:
        """Exact and as PyTorch returns it: as a table, in formulas, in code."""
        logit = float(at)
        point = tables.answers(dtype, label, logit)
        answers = tables.point(point)
        st.dataframe(answers, alt="At your logit: exact, and what PyTorch returns.")
        exact, broken = point["exact"], point["BCELoss"]
        inside, sign = ("p", "-") if label else ("1 - p", "")
        away = -logit if label else logit
        lesson.formula(
            rf"L = -\log({inside}) = \log(1 + e^{{{sign}\ell}})",
            rf"= \log(1 + e^{{{away:g}}}) = {latex_number(exact.value)}",
            rf"\frac{{dL}}{{d\ell}} = p - y = {latex_number(exact.gradient)}",
            rf"\text{{BCELoss: }} -\max(\log({inside}), -100)",
            rf"= {latex_number(broken.value)}",
            r"\text{its slope: }"
            r" \frac{p - y}{\max(p(1 - p),\, 10^{-12})} \cdot p(1 - p)",
            rf"= {latex_number(broken.gradient)}",
        )
        lesson.code(pytorch.step_by_step, logit=logit, label=float(label), dtype=dtype)

    # -- Digits ------------------------------------------------------------------------
    st.header("Stable is not the same as accurate")
    stage = lesson.stage("num_errors")
    with stage.figure:
        explorable.still(
            digits,
            key="num_errors",
            alt="Relative errors of loss and slope against the logit, logarithmic.",
        )
    with stage.rail:
        lesson.prose(words.digits(dtype, label))

    lesson.code(
        pytorch.reference_example, heading="An example that promises True", dtype=dtype
    )
    st.dataframe(
        tables.example(),
        alt="The example's mean loss in four precisions, computed in four ways.",
    )
    lesson.prose(words.example(dtype, *tables.in_example(dtype)))
    lesson.code(pytorch.instead, heading="What to write instead")
    lesson.prose(
        "So let the :blue[discriminator] end without a sigmoid, and give its logit to "
        "the loss. Both ways keep the gradient; softplus keeps a small loss as well."
    )


lesson.answers("numerical_stability")
lesson.references(
    "PyTorch documentation: `BCELoss` (its logarithms are clamped at −100), "
    "`BCEWithLogitsLoss`, `log1p`",
    "D. Goldberg, *What every computer scientist should know about floating-point "
    "arithmetic*, ACM Computing Surveys 23(1), 1991, section 1.4 (cancellation, and "
    "log(1 + x))",
    "N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd edition, SIAM "
    "2002, sections 1.7 (cancellation) and 1.14 (rounding errors that cancel)",
)
lesson.onward("numerical_stability")
