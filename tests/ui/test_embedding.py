"""What is pasted into a course page is valid, and leads to the state it shows."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from core.ui import embedding, nav, url

HOME = "https://example.org/bce/"
STATE = [("grad_loss", "saturating"), ("grad_p", "0.01")]


class Frames(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        assert tag == "iframe"
        self.found.append(dict(attrs))


def test_a_link_copied_from_the_browser_is_read_back_without_what_arranges_it():
    link = (
        f"{HOME}gradients?grad_p=0.01&hide=code&embed=true&ask=x&grad_loss=saturating"
    )
    assert embedding.read(link) == (
        "gradients",
        [("grad_p", "0.01"), ("grad_loss", "saturating")],
    )


@pytest.mark.parametrize("link", ["", "weather", f"{HOME}weather", "?a=1", "<b>", "::"])
def test_what_names_no_page_is_refused(link):
    read = embedding.read(link)
    assert read is None or read[0] == "home"


def test_the_page_that_embeds_does_not_embed_itself():
    assert embedding.read(f"{HOME}embed") is None


@pytest.mark.parametrize("home", [HOME, "http://127.0.0.1:8501/", "https://a.b/x/y/"])
@pytest.mark.parametrize("page", nav.LESSONS, ids=lambda page: page.stem)
def test_an_address_is_the_page_in_its_state_under_any_host_and_path(home, page):
    parts = urlsplit(embedding.address(home, page.stem, STATE))
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{home}{page.stem}"
    assert parse_qs(parts.query) == {key: [value] for key, value in STATE}


def test_a_frame_is_one_element_that_may_do_what_the_figure_needs():
    hide = [*embedding.ALONE]
    source = embedding.embedded(HOME, "gradients", STATE, hide, "dark_theme")
    (frame,) = Frames(embedding.iframe(source, "gradients", 560)).found
    assert frame["src"] == source
    assert frame["title"] == nav.entry("gradients").title
    assert frame["loading"] == "lazy"
    assert {"allow-scripts", "allow-same-origin"} <= set(str(frame["sandbox"]).split())
    asked = parse_qs(urlsplit(source).query)
    assert asked["hide"] == [part for part in url.HIDEABLE if part in hide]
    assert asked["embed"] == ["true"]
    assert asked["embed_options"] == ["dark_theme"]


def test_only_a_figure_alone_fits_the_low_frame():
    assert embedding.height(embedding.ALONE) == embedding.FITS
    assert embedding.height(["code"]) == embedding.TALL


def test_every_snippet_holds_the_address():
    source = embedding.embedded(HOME, "divergences", [], embedding.ALONE)
    link = embedding.address(HOME, "divergences", [])
    for name, text in embedding.snippets(source, link, "divergences", 560).items():
        assert source in text.replace("&amp;", "&") or link in text, name
