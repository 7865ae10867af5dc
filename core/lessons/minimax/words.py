"""What "How does BCE become the GAN's loss?" says: formulas, tables, wrong turns."""

from core.maths import fixed_game, gan_losses
from core.plotting.theme import format_number
from core.plotting.theme import latex_number as tex

# Numbers are the lesson's facts, written %(name)s.
WRONG_TURNS = r"""
## Three wrong turns

Each stands in some text, and each is easily made.

- **The label taken for a density**, $-p_r(x) \log D(x) - \dots$ The wish is right:
  densities do stand in the result. They get there by sampling. As a label, the density
  of N(0, 0.1²) would be %(game_narrow_density)s in its middle, and 1 − *y* would be
  %(game_narrow_rest)s.
- **The missing minus**, loss = $\log D(x) + \log(1 - D(G(z)))$. That is *V*. Its hill,
  drawn above, has no foot: minimising it, *D* would learn to be wrong without end.
- **The label inside the logarithm**, $-y \log y - (1 - y) \log(1 - y)$. That
  is the entropy of the label, 0 for a hard one. It knows nothing of *D* and has no
  slope to learn from. The truth stands outside the logarithm, the guess inside.
"""


def notice(m: int, mean: float, error: float, inside: int, count: int) -> str:
    """What there is to see of a batch of m pairs."""
    exact = float(fixed_game.exact_means().discriminator_loss)
    off = abs(mean - exact)
    place = "inside" if off <= error else "outside"
    start = (
        f"With m = {m} your batch says {format_number(mean)}; exact is "
        f"{format_number(exact)}, an integral with no sample in it. Your batch lies "
        f"<b>{place}</b> the band of ±{format_number(error)}, and so many of the "
        f"{count} others lie in it: {inside}. "
    )
    return start + "Four times the samples, half the band."


def formulas(m: int, seed: int) -> list[str]:
    """The means over a batch of m pairs beside the exact ones, and their error."""
    means, exact = _batch_means(m, seed), fixed_game.exact_means()
    error, spread = fixed_game.standard_error(m), fixed_game.standard_error(1)
    together, whole = tex(means.discriminator_loss), tex(exact.discriminator_loss)
    on_fakes = r"\textstyle\frac1m\sum_{\text{fake}} -\log(1 - D(G(z)))"
    return [
        rf"\textstyle\frac1m\sum_{{\text{{real}}}} -\log D(x) = {tex(means.real)}",
        f"{on_fakes} = {tex(means.fake)}",
        rf"\text{{together }} {together}, \; \text{{exact }} {whole}",
        rf"\pm\, s / \sqrt{{m}} = {tex(spread)} / \sqrt{{{m}}} = {tex(error)}",
    ]


def signs(m: int, seed: int) -> dict[str, list[str]]:
    """Value and loss side by side, as the columns of a table."""
    batch, exact = _batch_means(m, seed), fixed_game.exact_means()
    return {
        "sign": [
            "a real sample adds",
            "a fake one adds",
            "*D* …",
            "your batch",
            "exact",
        ],
        "value *V*": [
            r"$\log D(x)$",
            r"${\log(1 - D(G(z)))}$",
            "climbs",
            format_number(batch.value),
            format_number(exact.value),
        ],
        "loss −*V*": [
            r"${-\log D(x)}$",
            r"${-\log(1 - D(G(z)))}$",
            "descends",
            format_number(batch.discriminator_loss),
            format_number(exact.discriminator_loss),
        ],
    }


def generators(m: int, seed: int) -> dict[str, list[str]]:
    """The generator's two losses side by side, as the columns of a table."""
    batch, exact = _batch_means(m, seed), fixed_game.exact_means()
    logits = fixed_game.discriminator_logit(fixed_game.draw_batch(m, seed).x[m:])
    return {
        "loss": ["in PyTorch", "a fake adds", "your batch", "exact", "mean slope in ℓ"],
        "saturating": [
            "`-bce(d(fake), zeros)`",
            r"${\log(1 - D(G(z)))}$",
            format_number(batch.saturating_loss),
            format_number(exact.saturating_loss),
            format_number(gan_losses.saturating_generator_grad(logits).mean()),
        ],
        "non-saturating": [
            "`bce(d(fake), ones)`",
            r"$-\log D(G(z))$",
            format_number(batch.non_saturating_loss),
            format_number(exact.non_saturating_loss),
            format_number(gan_losses.non_saturating_generator_grad(logits).mean()),
        ],
    }


def _batch_means(m: int, seed: int) -> fixed_game.Means:
    """The means of one batch of m real and m fake samples, as numbers."""
    running = fixed_game.running_means(fixed_game.draw_batch(m, seed))
    return fixed_game.Means(running.real[-1], running.fake[-1], running.flipped[-1])
