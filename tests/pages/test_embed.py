"""Put a figure in your course."""

import pytest

from core.ui import nav
from tests.pages.opening import opened


def test_it_shows_a_page_and_what_to_paste_for_it():
    app = opened("embed", embed_page="divergences")
    assert not app.warning
    assert "/divergences?" in app.code[0].value
    assert app.code[0].value.startswith("<iframe")


def test_a_pasted_link_brings_its_state():
    app = opened("embed")
    app.text_input[0].set_value("https://a.b/gradients?grad_p=0.01").run()
    assert "grad_p=0.01" in app.code[0].value


@pytest.mark.parametrize("link", ["https://a.b/weather", "nonsense"])
def test_a_link_to_no_page_gives_one_line_and_keeps_the_page(link):
    app = opened("embed", embed_page="minimax")
    app.text_input[0].set_value(link).run()
    assert len(app.warning) == 1
    assert "/minimax?" in app.code[0].value


def test_every_page_but_itself_can_be_chosen():
    stems = [page.stem for page in nav.PAGES if page.stem not in nav.TABLES]
    assert opened("embed").selectbox[0].options == stems
