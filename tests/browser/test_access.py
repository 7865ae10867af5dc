"""The pages for readers who do not see them, or use no mouse."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LISTEN = """root => {
  window.moved = [];
  window.heard = [];
  const now = (list) => () => list.push(performance.now());
  root.addEventListener("input", now(window.moved));
  const spoken = root.querySelector("[role=status]");
  new MutationObserver(now(window.heard)).observe(spoken, { childList: true });
}"""


def test_a_screen_reader_hears_the_sentence_only_when_the_slider_rests(visit):
    reader = visit()
    page = reader.open("gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    figure.root.evaluate(LISTEN)
    for step in range(1, 7):
        figure.slider.press("ArrowRight")
        assert figure.slider.get_attribute("aria-valuetext") == f"{0.5 + step / 100:g}"
    expect(figure.spoken).to_have_text(
        "At p = 0.56: slope in p −1.786, times 0.2464, slope in the logit −0.44."
    )
    assert figure.spoken.get_attribute("role") == "status"
    moved, heard = page.evaluate("() => [window.moved, window.heard]")
    assert len(moved) == 6
    for then in heard:
        last = max(at for at in moved if at < then)
        # 400 milliseconds; a browser may round its clock.
        assert then - last > 390, "it chatters during the move"


def test_everything_of_a_figure_has_a_name_and_is_reached_with_the_keyboard_alone(
    visit,
):
    reader = visit()
    page = reader.open("gradients")
    figure = reader.figure("grad_p")
    assert len(figure.plot.get_attribute("aria-label") or "") > 30
    assert figure.plot.get_attribute("role") == "img"
    named = page.get_by_role("slider", name="What the discriminator gives the fake")
    expect(named).to_have_attribute("aria-valuetext", "0.001")
    figure.slider.focus()
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("() => document.activeElement.textContent"))
    presets = ["the forum's example", "start of training", "evenly matched"]
    tools = ["Zoom", "Data table", "PNG", "SVG", "CSV"]
    assert reached == [*presets, "generator ahead", *tools]
    figure.button("evenly matched").press("Enter")
    assert figure.name() == "0.5"
