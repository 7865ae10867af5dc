"""The derivation of "How does BCE become the GAN's loss?", step by step.

A step says what happens and names what lights up: pieces of the formula, cells of the
table of samples, and the variables that lines of the PyTorch snippet assign.
"""

from collections.abc import Mapping
from dataclasses import dataclass

COLUMNS = ("*x*", "label", "*D*(*x*)", "what is left", "nats")
EVERY = COLUMNS
VALUES = ("what is left", "nats")

_TERM = {
    1: r"-\,y_i \log D(x_i)",
    0: r"-(1 - y_i) \log (1 - D(x_i)) \Big)",
}
_SUM = r"L = \frac{1}{2m} \sum_{i=1}^{2m} \Big("
_REAL_MEAN = r"\frac{1}{m} \sum_{\mathrm{real}} -\log D(x)"
_FAKE_MEAN = r"\frac{1}{m} \sum_{\mathrm{fake}} -\log (1 - D(G(z)))"
_OVER_REAL, _OVER_FAKE = r"\mathbb{E}_{x \sim p_r}", r"\mathbb{E}_{z \sim p_z}"
# \lbrack, because Markdown has its own use for brackets.
_REAL_HOPE = rf"{_OVER_REAL} \big\lbrack {{-\log D(x)}} \big\rbrack"
_FAKE_HOPE = rf"+\, {_OVER_FAKE} \big\lbrack {{-\log (1 - D(G(z)))}} \big\rbrack"
_REAL_VALUE = rf"{_OVER_REAL} \big\lbrack \log D(x) \big\rbrack"
_FAKE_VALUE = rf"+\, {_OVER_FAKE} \big\lbrack \log (1 - D(G(z))) \big\rbrack"


@dataclass(frozen=True)
class Step:
    """One step of the derivation.

    Attributes:
        name: its name in the URL.
        says: what happens, in words.
        formula: pieces of LaTeX with the colour that lights them, or "" to dim them.
        numbers: the same with the batch's values, LaTeX with ``%(name)s``.
        labels: the labels of the rows that light up.
        columns: the columns that light up in these rows.
        lines: the lines of code that light up, by the variable that they assign, each
            with its colour.
    """

    name: str
    says: str
    formula: tuple[tuple[str, str], ...]
    numbers: str
    labels: tuple[int, ...]
    columns: tuple[str, ...]
    lines: Mapping[str, str]


STEPS = (
    Step(
        "batch",
        "One line of code scores all 2*m* samples and takes the mean. The labels are "
        "known: they are made up by whoever makes the batch, 1 for a :green[real] "
        "sample and 0 for a :orange[fake] one.",
        ((_SUM, "blue"), (_TERM[1], "green"), (_TERM[0], "orange")),
        r"L = \tfrac{1}{8} (%(first)s + \dots + %(last)s) = %(mean)s",
        (1, 0),
        EVERY,
        {"mean": "blue"},
    ),
    Step(
        "label-1",
        "In a :green[real] row *y* = 1. The second term is multiplied by 0 and drops "
        "out; −log *D*(*x*) is left.",
        (
            (r"y_i = 1:\quad", ""),
            (r"-\,1 \cdot \log D(x_i)", "green"),
            (r"-\,0 \cdot \log (1 - D(x_i))", ""),
            (r"= -\log D(x_i)", ""),
        ),
        r"\text{mean of the real rows} = %(real)s",
        (1,),
        EVERY,
        {"real_part": "green"},
    ),
    Step(
        "label-0",
        "In a :orange[fake] row *y* = 0. Now the first term drops out, and the sample "
        "is one that the generator made: *x* = *G*(*z*).",
        (
            (r"y_i = 0:\quad", ""),
            (r"-\,0 \cdot \log D(x_i)", ""),
            (r"-\,1 \cdot \log (1 - D(x_i))", "orange"),
            (r"= -\log (1 - D(x_i))", ""),
        ),
        r"\text{mean of the fake rows} = %(fake)s",
        (0,),
        EVERY,
        {"fake_part": "orange"},
    ),
    Step(
        "half",
        "Sort the sum by label. Each half of the batch is *m* of 2*m* samples, so in "
        "the mean over all of them each half's own mean weighs ½. This is the number "
        "of the first step, written in two parts.",
        (
            (r"L =", ""),
            (r"\frac{1}{2}", "blue"),
            (rf"\bigg( {_REAL_MEAN}", ""),
            (rf"{{}} + {_FAKE_MEAN} \bigg)", ""),
        ),
        r"L = \tfrac{1}{2} (%(real)s + %(fake)s) = %(mean)s",
        (1, 0),
        ("nats",),
        {"mean": "blue", "half": "blue"},
    ),
    Step(
        "no-half",
        "Papers, and most training loops, leave the ½ out and add the two means. That "
        "doubles the loss and every slope of it, and moves no minimum.",
        ((r"2L =", "blue"), (_REAL_MEAN, "green"), (rf"+\, {_FAKE_MEAN}", "orange")),
        r"2L = %(real)s + %(fake)s = %(loss)s",
        (1, 0),
        ("nats",),
        {"loss_d": "blue"},
    ),
    Step(
        "expectation",
        "The :green[real] rows were drawn from a density $p_r$, the noise behind the "
        ":orange[fakes] from $p_z$. So each mean estimates an expectation. This is "
        "where the densities come in: they decide which *x* stand in the rows. No "
        "label changes.",
        ((r"2L \approx", ""), (_REAL_HOPE, "green"), (_FAKE_HOPE, "orange")),
        r"2L = %(loss)s, \; \text{exact } %(exact)s",
        (1, 0),
        ("*x*",),
        {"pairs": "blue", "real": "green", "fake": "orange"},
    ),
    Step(
        "game",
        "Turn the sign, and the loss becomes the value *V* of the game. "
        ":blue[*D* maximises] it, which is to minimise BCE. :orange[*G* minimises] it, "
        "and only the second term knows *G*.",
        (
            (r"\min_G \max_D\; V =", "blue"),
            (_REAL_VALUE, "green"),
            (_FAKE_VALUE, "orange"),
        ),
        r"V = -2L = %(value)s, \; \text{exact } {%(exact_value)s}",
        (1, 0),
        VALUES,
        {"value": "blue"},
    ),
)
