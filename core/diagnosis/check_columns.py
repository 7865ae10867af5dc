"""Checks of columns: sums of others, swapped names, the first NaN."""

import re

import numpy as np

from core.diagnosis import bounds
from core.diagnosis.finding import Finding, number, some
from core.diagnosis.log import LOSS_ROLES, Column, Log
from core.diagnosis.sums import Sum, sums


def not_a_number(log: Log) -> Finding | None:
    """The first NaN or infinite loss: what comes after it is no training."""
    first: tuple[int, Column, int] | None = None
    for column in log.columns:
        if column.role not in (*LOSS_ROLES, "g_total", "penalty"):
            continue
        bad = np.flatnonzero(column.given & ~np.isfinite(column.values))
        if len(bad) and (first is None or bad[0] < first[0]):
            first = int(bad[0]), column, len(bad)
    if first is None:
        return None
    row, column, count = first
    shown = "NaN" if np.isnan(column.values[row]) else "infinite"
    return Finding(
        "not-a-number",
        "proved",
        f"'{column.name}' is {shown} from line {column.lines[row]} on ({count} "
        "times): once a loss is NaN or infinite its gradient is NaN, and the weights "
        "are lost.",
        (int(column.lines[row]),),
        r"-\log 0 = \infty, \qquad \frac{d}{dg} \sqrt{g^2} \Big|_{g = 0} = \frac{0}{0}",
        "# wrong: torch.log(p), torch.sqrt((grad ** 2).sum(1))\n"
        "loss = F.binary_cross_entropy_with_logits(logits, labels)\n"
        "slope = torch.linalg.vector_norm(grad.flatten(1), dim=1)",
        "numerical_stability",
    )


def of_sums(log: Log) -> list[Finding]:
    """Identities between columns, and what they say of the names."""
    found = []
    for identity in sums(log.columns):
        swapped = _swapped(log, identity)
        found.append(swapped or _sum(log, identity))
    return found


def _formula(identity: Sum) -> str:
    shown = [
        (f"{number(weight)} " if weight != 1.0 else "") + _text(part)
        for weight, part in zip(identity.weights, identity.parts, strict=True)
    ]
    return (
        f"{_text(identity.total)} = {' + '.join(shown)} \\pm {number(identity.off, 2)}"
    )


def _text(name: str) -> str:
    kept = re.sub(r"[\\${}#%&^~]", " ", name).replace("_", r"\_")
    return rf"\text{{{kept}}}"


def _sum(log: Log, identity: Sum) -> Finding:
    by_name = {c.name: c for c in log.columns}
    total = by_name[identity.total]
    parts = ", ".join(f"'{part}'" for part in identity.parts)
    how = "the sum" if identity.plain else "a weighted sum"
    if set(identity.weights) == {0.5}:
        how = "the mean"
    sentence = (
        f"'{identity.total}' is {how} of {parts}, on all {identity.rows} records."
    )
    adversarial = [p for p in identity.parts if by_name[p].role == "g"]
    named = not identity.total.startswith("column ")
    if named and total.role == "g_total" and adversarial:
        place = identity.parts.index(adversarial[0])
        with np.errstate(all="ignore"):
            share = 1.0 - (
                identity.weights[place] * by_name[adversarial[0]].values / total.values
            )
        share = share[np.isfinite(share)]
        ends = [f"{100 * end:.0f}" for end in (share.min(), share.max())]
        shown = " to ".join(dict.fromkeys(ends))
        name = "weighted-sum"
        sentence += (
            f" So it is not the adversarial loss: that is '{adversarial[0]}', and "
            f"{shown} % of '{identity.total}' is something else."
        )
    else:
        name = "column-sum"
    return Finding(
        name, "proved", sentence, some(total.lines), _formula(identity), fault=False
    )


def _swapped(log: Log, identity: Sum) -> Finding | None:
    """A heavy weight on what is called adversarial: the names of two parts change."""
    by_name = {c.name: c for c in log.columns}
    if len(identity.parts) != 2 or max(identity.weights) < 2.0:
        return None
    heavy = identity.parts[int(np.argmax(identity.weights))]
    light = identity.parts[int(np.argmin(identity.weights))]
    if by_name[heavy].role != "g" or by_name[light].role != "g_part":
        return None
    of_d = log.column("d")
    share = _breaking(of_d, by_name[heavy]), _breaking(of_d, by_name[light])
    weight = number(max(identity.weights))
    return Finding(
        "swapped-names",
        "proved" if share[0] >= 0.25 and share[1] == 0.0 else "fits",
        f"The names of '{heavy}' and '{light}' are swapped: '{identity.total}' has "
        f"{weight} times '{heavy}' in it, on all {identity.rows} records, so that is "
        f"the weighted part, and '{light}' is the adversarial loss. As they are "
        f"named, {100 * share[0]:.0f} % of the lines break the bound that D's loss "
        f"has beside G's; with the names swapped, {100 * share[1]:.0f} %.",
        some(by_name[heavy].lines),
        _formula(identity),
        "# wrong: total, gan, l1 = generator_loss(...)  # it returns total, l1, gan\n"
        "total, l1, gan = generator_loss(...)",
    )


def _breaking(of_d: Column | None, of_g: Column) -> float:
    """The share of lines on which D's loss, as a sum, is too small beside G's."""
    if of_d is None:
        return 0.0
    known = np.isfinite(of_d.values) & np.isfinite(of_g.values)
    g = of_g.values[known] + of_g.error[known]
    d = of_d.values[known] + of_d.error[known]
    broken = bounds.broken("bce-non-saturating", d, g, 0.01)
    return float(broken.mean()) if broken is not None and len(broken) else 0.0


def swap(log: Log) -> dict[str, str]:
    """The roles that the names of swapped columns should have; {} if none is."""
    for identity in sums(log.columns):
        if (found := _swapped(log, identity)) and found.name == "swapped-names":
            by_name = {c.name: c.role for c in log.columns}
            return {part: "g_part" if by_name[part] == "g" else "g"
                    for part in identity.parts}  # fmt: skip
    return {}
