"""Links from lesson to lesson: each opens a state that the other page has."""

import pytest

from core.export.variables import variables
from core.gan import settings
from core.gan.config import Config
from core.gan.losses import LOSSES
from core.gan.penalties import PENALTIES
from core.lessons.dirac_gan import words as dirac
from core.lessons.dirac_gan.real_run import NEAREST, nearest, smallest
from core.lessons.dirac_gan.runs import MOMENTA, Setting
from core.lessons.divergences import figures as divergences
from core.lessons.divergences import words
from core.lessons.wasserstein_critic import figures, sign, trained
from core.maths.sliders import names
from core.ui.sharing import file_name
from tests.pages.controls import state
from tests.pages.opening import opened


def config_of(link: dict[str, str]) -> Config:
    return settings.config(settings.values(Config()) | link, 0, Config().drawing)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("penalty", PENALTIES)
def test_a_live_run_finds_its_method_and_its_critic(loss: str, penalty: str):
    config = Config(loss=loss, penalty=penalty, beta1=0.5)
    found, like = smallest(config), trained.like(config)
    if loss in ("least-squares", "hinge"):
        assert found == {}
    else:
        assert found["dirac_method"] in dirac.METHODS
        assert found["dirac_momentum"] in names(MOMENTA)
    assert set(like.values()) <= set(trained.CONSTRAINTS)
    assert bool(like) <= ("wasserstein" in loss)


@pytest.mark.parametrize("method", sorted(set(NEAREST) - {"consensus", "wgan"}))
def test_the_way_to_a_live_run_and_back_ends_at_the_same_method(method: str):
    run = config_of(nearest(Setting(method, "alternating", 0.1, 0.0)))
    there = "minimax" if method == "extragradient" else method
    assert smallest(run) == {"dirac_method": there}


@pytest.mark.parametrize("constraint", trained.CONSTRAINTS)
def test_each_critic_has_a_live_run_under_its_constraint(constraint: str):
    run = config_of(trained.live(constraint))
    back = "clipping" if constraint == "none" else constraint
    assert trained.like(run) == {"wc_constraint": back}
    assert run.target == "far-normal"
    assert trained.DIRAC[constraint] in dirac.METHODS


def test_every_place_of_the_fakes_is_found_on_the_critics_page():
    places = names(figures.THETAS)
    assert {words.there(theta)["wc_distance"] for theta in divergences.POSITIONS} <= {
        *places
    }


def test_the_menu_of_signs_says_which_sign_goes_where_and_the_url_keeps_its_names():
    app = opened("wasserstein_critic", wc_sign="minus-plus-plus")
    _, menu = app.selectbox
    assert menu.options == list(sign.in_words().values())
    assert sign.in_words()["minus-plus-plus"] == "real −1, fake +1, G +1"
    assert app.query_params["wc_sign"] == "minus-plus-plus"
    assert state(app)["wc_sign"] == "minus-plus-plus"
    (recorded,) = (
        one for one in variables("wasserstein_critic", app) if one.key == menu.key
    )
    assert recorded.values == tuple(sign.PAIRINGS)
    assert recorded.shown == tuple(menu.options)


def test_figures_of_one_page_are_saved_under_different_names():
    found = [file_name("page", name) for name in ("Both at their best", "Signs", "")]
    assert found == ["page_both_at_their_best.html", "page_signs.html", "page.html"]
