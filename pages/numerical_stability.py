"""Where do the numbers break? What PyTorch returns in four precisions."""

import streamlit as st

from core.lessons.numerical_stability import breaks, figures, pytorch, tables
from core.lessons.numerical_stability.facts import FACTS, everything
from core.plotting.theme import latex_number
from core.ui import controls, explorable, lesson, nav, sharing

nav.guard()

ways = explorable.drawn(figures.ways)
errors = explorable.drawn(figures.errors)

# -- The question ----------------------------------------------------------------------
lesson.title("numerical_stability")
lesson.prose(
    "A :blue[discriminator] computes a logit ℓ, and a sigmoid turns it into "
    "*p* = σ(ℓ). On paper *p* never reaches 1. In a computer, which keeps few digits, "
    "it does, and 1 − *p* is 0. A well-known reference page warns that the loss is "
    "then *not a number*, NaN. What PyTorch's `BCELoss` does is quieter, and worse."
)
lesson.predict_first(
    "numerical_stability",
    f"A fake gets ℓ = 17: very sure, and wrong. The gradient should be "
    f"{FACTS['slope_17']}. What does `BCELoss` return in float32?",
    ["About 1", "Not a number", "Exactly 0"],
    answer=2,
    because=lambda: (
        "In float32 σ(17) is exactly 1. PyTorch clamps the logarithm of 0 at −100, so "
        "the loss reads {bceloss_cost_17} instead of {cost_17}, and the gradient "
        "is {bceloss_slope_17}. The worst mistake teaches nothing, and there is no "
        "warning.".format(**everything())
    ),
)

# -- The figure ------------------------------------------------------------------------
lesson.prose(
    "One loss, written in four ways. *Naive*: −*y* log *p* − (1 − *y*) log(1 − *p*), "
    "as in books. `BCELoss` is given *p* too; `BCEWithLogitsLoss` is given ℓ. "
    "*Softplus* is log(1 + exp(ℓ)) for a :orange[fake], log(1 + exp(−ℓ)) for a "
    ":green[real] sample."
)
left, right = st.columns([2, 3])
with left:
    label = int(controls.choice("Label (1 real, 0 fake)", ["0", "1"], key="num_y"))
with right:
    dtype = controls.choice(
        "Precision", list(breaks.ROUNDING), key="num_dtype", default="float32"
    )
with st.spinner("Loading PyTorch: it computes all that you will see here …"):
    picture = ways(dtype, label)
logit = float(
    explorable.show(
        picture,
        key="num_logit",
        label="Logit ℓ of the discriminator",
        default="17",
        presets=figures.PRESETS[label],
        alt="Four rows, one for each way to write the loss: loss on the left, gradient "
        "on the right, for logits from −120 to 120. The naive formula and BCELoss "
        "break where the discriminator is sure; the other two follow the exact curves.",
    )
)
lesson.prose(
    "**What to notice.** Grey is exact, blue is what PyTorch returns; where a panel is "
    "shaded, there is no number, or under half of the gradient. The two lower rows "
    "never leave the grey. For a fake sample the break moves from "
    "{zero_from_bfloat16} in bfloat16 to {half_from_float64} in float64: more "
    "digits move it, and none remove it.".format(**everything())
)

lesson.figure_first()
point = tables.answers(dtype, label, logit)
st.dataframe(tables.point(point), alt="At your logit: exact, and what PyTorch returns.")

# -- Digits ----------------------------------------------------------------------------
lesson.prose(
    "## Stable is not the same as accurate\n\nLook closer: how large is the error, as "
    "a part of the exact number? At 1 nothing is left of it; on the grey line it is "
    "right to the last digit. Of a small loss softplus keeps the digits, until no "
    "number of this precision is so small. `BCELoss` loses them for a real sample, "
    "`BCEWithLogitsLoss` for a fake one. (Softplus in float64 has a small peak: beyond "
    "20 PyTorch returns the logit itself.)"
)
digits = errors(dtype, label)
explorable.still(
    digits,
    key="num_errors",
    alt="Relative errors of loss and gradient against the logit, logarithmic.",
)

# -- The formula -----------------------------------------------------------------------
exact, broken = point["exact"], point["BCELoss"]
inside, sign = ("p", "-") if label else ("1 - p", "")
away = -logit if label else logit
lesson.formula(
    rf"L = -\log({inside}) = \log(1 + e^{{{sign}\ell}})",
    rf"= \log(1 + e^{{{away:g}}}) = {latex_number(exact.value)}",
    rf"\frac{{dL}}{{d\ell}} = p - y = {latex_number(exact.gradient)}",
    rf"\text{{BCELoss: }} -\max(\log({inside}), -100)",
    rf"= {latex_number(broken.value)}",
    r"\text{its slope: } \frac{p - y}{\max(p(1 - p),\, 10^{-12})} \cdot p(1 - p)",
    rf"= {latex_number(broken.gradient)}",
)

# -- In PyTorch ------------------------------------------------------------------------
lesson.code(pytorch.step_by_step, logit=logit, label=float(label), dtype=dtype)
lesson.code(
    pytorch.reference_example, heading="An example that prints False", dtype=dtype
)
st.dataframe(
    tables.example(),
    alt="The example's mean loss in four precisions, computed in four ways.",
)
lesson.prose(
    "The same reference page compares `BCELoss`, `BCEWithLogitsLoss` and a formula by "
    "hand on these two samples, and promises that `allclose` prints True. Exact is "
    f"{FACTS['example_exact']}. `BCELoss` gets a *p* rounded next to 1. By hand, the "
    "rounding happens in 1 + exp(−|ℓ|); `log1p(x)` is log(1 + x) without it. "
    "`BCEWithLogitsLoss` subtracts two numbers near 15. Their difference, "
    f"{FACTS['example_second']}, is finer than float32 is there, and 0 is left."
)
lesson.code(pytorch.instead, heading="What to write instead")
lesson.prose(
    "So let the :blue[discriminator] end without a sigmoid, and give its logit to the "
    "loss. Both ways keep the gradient; softplus keeps a small loss as well."
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
sharing.share("numerical_stability", {"Four ways": picture, "Errors": digits})
lesson.onward("numerical_stability")
