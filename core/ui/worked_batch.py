"""A batch of guesses to edit, with each sample's part in the cost and its gradient."""

import streamlit as st

from core.lessons.bce_curve import batch
from core.maths import batch_loss
from core.plotting.theme import format_number
from core.ui import explorable, lesson

REAL = [0.9, 0.8, 0.95, 0.85, 0.7]
FAKE = [0.1, 0.2, 0.15, 0.25, 0.3]
shares = explorable.drawn(batch.shares)


def show() -> None:
    """The table, what it costs, and who pays."""
    table = _edited()
    rows, probs, labels = batch.complete_rows(table)
    if len(rows) < len(table["p"]):
        lesson.small("Rows without a truth and a guess from 0 to 1 are left out.")
    if not rows:
        return
    parts = batch_loss.batch_shares(probs, labels)
    real, fake, total = st.columns(3)
    real.metric("mean over real, nats", format_number(parts.mean_real))
    fake.metric("mean over fake, nats", format_number(parts.mean_fake))
    total.metric("total, nats", format_number(parts.total))
    explorable.still(
        shares(rows, tuple(parts.share), tuple(labels)),
        key="bce_shares",
        alt="Each sample's part of the total, as bars.",
    )
    numbers = {
        "its BCE": parts.loss,
        "part of the total": parts.share,
        "part of the gradient": parts.grad_share,
    }
    columns = {title: [*map(format_number, part)] for title, part in numbers.items()}
    lesson.table(
        {"sample": rows} | columns,
        left=["sample"],
        alt="Each sample's cost, its part of the total and of the gradient.",
    )


def _edited() -> dict[str, list]:
    return st.data_editor(
        {"truth": ["real"] * 5 + ["fake"] * 5, "p": REAL + FAKE},
        num_rows="dynamic",
        column_config={
            "truth": st.column_config.SelectboxColumn(
                "truth", options=["real", "fake"], required=True, default="real"
            ),
            "p": st.column_config.NumberColumn(
                "guess p", min_value=0.0, max_value=1.0, required=True, default=0.5
            ),
        },
        key="bce_batch",
        alt="Ten samples with their truth and the discriminator's guess; editable.",
    )
