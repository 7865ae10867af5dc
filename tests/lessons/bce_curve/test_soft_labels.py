"""Soft labels for real samples and for fakes, against torch and a numerical minimum."""

from typing import Any

import numpy as np
import pytest
from scipy import optimize, special

from core.lessons.bce_curve.soft_labels import BETAS, soft_labels
from tests.lessons.bce_curve.oracle import torch_bce

STATES = [(a, float(b)) for a in (0.5, 0.7, 0.9, 1.0) for b in BETAS]


def entropy(y):
    return float(special.entr(y) + special.entr(1 - y))


def numbers(alpha, beta):
    figure: Any = soft_labels(beta)
    at = figure.names.index(f"{alpha:g}")
    every = figure.layout.meta["readouts"].items()
    return {title: float(texts[at]) for title, texts in every}


def moved(figure, position, name):
    at = figure.names.index(position)
    (index,) = (i for i in figure.moving if figure.data[i].name == name)
    return figure.rows(at)[index]


@pytest.mark.parametrize(("alpha", "beta"), STATES)
def test_where_real_and_fake_are_alike_the_best_d_is_the_mean_of_the_labels(
    alpha, beta
):
    def loss(d):
        return float(torch_bce([d], alpha)[0][0] + torch_bce([d], beta)[0][0])

    best: Any = optimize.minimize_scalar(
        loss, bounds=(1e-6, 1 - 1e-6), method="bounded"
    )
    shown = numbers(alpha, beta)
    assert shown["alike: D"] == pytest.approx(best.x, abs=1e-4)  # of the search
    assert shown["alike: D's loss"] == pytest.approx(best.fun, rel=5.1e-4)
    assert shown["alike: G's loss, −log D"] == pytest.approx(
        -np.log((alpha + beta) / 2), rel=5.1e-4
    )
    assert shown["least loss of D"] == pytest.approx(
        entropy(alpha) + entropy(beta), rel=5.1e-4, abs=1e-12
    )


def test_the_levels_of_one_sided_smoothing_are_those_of_the_textbook_case():
    assert numbers(0.9, 0.0) == {
        "least loss of D": 0.3251,
        "alike: D": 0.45,
        "alike: D's loss": 1.376,
        "alike: G's loss, −log D": 0.7985,
    }


@pytest.mark.parametrize("alpha", ["0.5", "0.9", "1"])
def test_the_curves_are_pytorchs_costs(alpha):
    figure: Any = soft_labels(0.1)
    p = np.asarray(figure.data[0].x)
    real, _ = torch_bce(p, float(alpha))
    fake, _ = torch_bce(p, 0.1)
    # 1e-6: the numbers of a moving curve are float32.
    np.testing.assert_allclose(moved(figure, alpha, "real, label α")["y"], real, 1e-6)
    np.testing.assert_allclose(figure.data[1].y, fake, rtol=1e-9)
    total = moved(figure, alpha, "the sum of both")["y"]
    np.testing.assert_allclose(total, real + fake, rtol=1e-6)


@pytest.mark.parametrize(("alpha", "beta"), STATES)
def test_the_notice_has_the_numbers_of_its_position(alpha, beta):
    figure: Any = soft_labels(beta)
    at = figure.names.index(f"{alpha:g}")
    text = figure.layout.meta["notices"][at]
    shown = {k: v[at] for k, v in figure.layout.meta["readouts"].items()}
    if (alpha, beta) == (1.0, 0.0):
        assert "2 log 2 = 1.386" in text
    else:
        for title in ("least loss of D", "alike: D", "alike: D's loss"):
            assert shown[title] in text
        assert ("staying where its fakes are" in text) == (beta > 0)
