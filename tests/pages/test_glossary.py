"""The symbols: names that exist, colours that mean what they mean in the figures."""

import functools
import re

import pytest
import torch
from torch import nn

from core.lessons.glossary.symbols import SYMBOLS
from core.ui import nav
from tests.pages.opening import opened

EVERY = [one for symbols in SYMBOLS.values() for one in symbols]
NAMES = sorted({n for one in EVERY for n in re.findall(r"`(\w+\.[\w.]+)`", one.torch)})


@pytest.mark.parametrize("name", NAMES)
def test_pytorch_has_what_a_symbol_is_called_there(name: str):
    roots = {"torch": torch, "nn": nn, "F": nn.functional, "optim": torch.optim}
    root, *path = name.split(".")
    assert functools.reduce(getattr, path, roots[root])


def test_kl_div_takes_the_belief_first_and_as_a_logarithm():
    q = torch.tensor([0.2, 0.8], dtype=torch.float64)
    p = torch.tensor([0.5, 0.5], dtype=torch.float64)
    here = torch.distributions.kl_divergence(
        torch.distributions.Categorical(q), torch.distributions.Categorical(p)
    )
    there = nn.functional.kl_div(p.log(), q, reduction="sum")
    torch.testing.assert_close(there, here)


def test_a_sign_stands_in_the_table_once():
    signs = [one.sign for one in EVERY]
    assert len(signs) == len(set(signs)) > 20
    assert all(one.means for one in EVERY)


def test_a_chapter_may_be_shown_alone():
    whole = opened("glossary")
    assert len(whole.table) == len(SYMBOLS)
    alone = opened("glossary", glossary_chapter="training")
    assert len(alone.table) == 1
    assert list(alone.table[0].value["sign"]) == [s.sign for s in SYMBOLS["training"]]


@pytest.mark.parametrize("stem", ["home", "gradients", "live_gan"])
def test_it_is_one_link_away(stem: str):
    if stem == "home":  # in the bar above every page
        assert nav.entry("glossary").chapter == nav.entry("home").chapter
    else:
        assert "glossary" in [link.proto.page for link in opened(stem).get("page_link")]
