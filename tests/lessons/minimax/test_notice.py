"""What is said of a batch is what the figure's numbers say."""

from typing import Any

import pytest

from core.lessons.minimax import figures


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_the_notice_says_whether_the_batch_lies_in_the_band(seed):
    figure: Any = figures.estimates(seed)
    meta = figure.layout.meta
    numbers = [[float(text) for text in texts] for texts in meta["readouts"].values()]
    for name, text, mean, exact, band, inside in zip(
        figure.names, meta["notices"], *numbers, strict=True
    ):
        assert text.startswith(f"With m = {name} ")
        assert f"lie in it: {inside:g}." in text
        gap = abs(mean - exact)
        if abs(gap - band) > 1e-3 * exact:  # beyond the digits shown
            assert ("<b>inside</b>" in text) == (gap < band)
