"""A slider is moved in steps: by quick keys, by preset, by Back and Forward."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reading import done, pushed, until

pytestmark = pytest.mark.browser


def test_quick_keys_are_all_taken_and_none_is_taken_back_when_the_server_answers(visit):
    reader = visit()
    page = reader.open("bce_curve?bce_p=0.5")
    figure = reader.figure("bce_p")
    figure.slider.focus()
    start = figure.at()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert figure.at() == start + 5
    page.wait_for_url("**bce_p=0.55*")
    done(page)
    assert figure.at() == start + 5
    for step in range(6, 11):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)  # answers arrive between and after these
        assert figure.at() == start + step
    page.wait_for_url("**bce_p=0.6*")
    done(page)
    assert figure.name() == "0.6"


def test_a_preset_moves_the_same_slider_and_is_marked_as_pressed(visit):
    reader = visit()
    page = reader.open("gradients")
    figure = reader.figure("grad_p")
    preset = figure.button("evenly matched")
    expect(preset).to_have_attribute("aria-pressed", "false")
    preset.click()
    expect(preset).to_have_attribute("aria-pressed", "true")
    page.wait_for_url("**grad_p=0.5*")
    assert figure.name() == "0.5"
    assert figure.numbers() == {"dL/dp": "−2", "× dp/dℓ": "0.25", "= dL/dℓ": "−0.5"}
    figure.button("the forum's example").click()
    page.wait_for_url(re.compile(r"gradients$"))
    assert figure.name() == "0.001"


def test_back_and_forward_and_reload_move_everything_that_was_moved_or_chosen(visit):
    reader = visit()
    page = reader.open("gradients")
    figure = reader.figure("grad_p")
    page.get_by_test_id("stButtonGroup").get_by_text("saturating", exact=True).click()
    until(page, lambda: reader.parameter("grad_loss") == ["saturating"])
    default = page.get_by_role("radio", name="non-saturating", exact=True)
    expect(default).not_to_be_checked()
    reader.ready()
    states = {}
    for preset in ("evenly matched", "generator ahead"):
        figure.button(preset).click()
        page.wait_for_url(f"**grad_p={figure.name()}*")
        reader.ready()
        states[figure.name()] = (figure.numbers(), figure.dots())

    def expect_at(name: str) -> None:
        expect(figure.output).to_have_text(name)
        reader.ready()
        until(page, lambda: states[name] == (figure.numbers(), figure.dots()))
        formula = page.locator(".katex annotation").all_text_contents()
        assert any(f"= {name}" in line for line in formula)

    page.go_back()
    expect_at("0.5")
    page.go_back()
    expect(figure.output).to_have_text("0.001")
    assert reader.parameter("grad_p") == []
    expect(default).not_to_be_checked()
    page.go_back()
    expect(default).to_be_checked()
    reader.ready()
    page.go_forward()
    page.go_forward()
    expect_at("0.5")
    expect(default).not_to_be_checked()
    assert reader.parameter("grad_loss") == ["saturating"]
    page.go_forward()
    expect_at("0.9")
    page.reload()
    reader.ready()
    expect_at("0.9")


# Whoever waits for an answer looks for it after a second and a half instead of eight.
SOON = """
const later = window.setTimeout;
window.setTimeout = (call, wait, ...all) =>
  later(call, wait === 8000 ? 1500 : wait, ...all);
window.sent = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (...all) {
  window.sent += 1;
  return send.apply(this, all);
};
"""


def test_who_has_gone_back_is_not_taken_forward_by_an_answer_that_is_missed(visit):
    reader = visit()
    reader.page.add_init_script(SOON)
    page = reader.open("gradients")
    figure = reader.figure("grad_p")
    figure.button("evenly matched").click()
    page.wait_for_url("**grad_p=0.5*")
    page.go_back()
    expect(figure.output).to_have_text("0.001")
    reader.ready()
    sent = page.evaluate("window.sent")
    page.wait_for_timeout(1600)
    assert page.evaluate("window.sent") == sent
    page.go_forward()
    expect(figure.output).to_have_text("0.5")


def test_who_goes_back_twice_at_once_can_still_go_forward(visit):
    reader = visit()
    page = reader.open("gradients")
    figure = reader.figure("grad_p")
    for preset in ("evenly matched", "generator ahead"):
        figure.button(preset).click()
        page.wait_for_url(f"**grad_p={figure.name()}*")
        reader.ready()
    page.wait_for_timeout(3_000)  # no answer to a move is under way any more
    pushed(page)
    page.evaluate(
        """() => {
          addEventListener("popstate", () => history.back(), { once: true });
          history.back();
        }"""
    )
    expect(figure.output).to_have_text("0.001")
    reader.ready()
    assert pushed(page) == []
    for name in ("0.5", "0.9"):
        page.go_forward()
        expect(figure.output).to_have_text(name)


def test_two_sliders_moved_before_the_server_has_answered_both_stay(visit):
    reader = visit()
    page = reader.open("bce_curve")
    page.evaluate(
        """() => {
          const named = (text) => [...document.querySelectorAll(".explorable button")]
            .find((button) => button.textContent === text);
          named("chance").click();
          named("much").click();
          named("sure: real").click();
        }"""
    )
    until(page, lambda: reader.parameter("bce_real") == ["0.7"], 30.0)
    until(page, lambda: reader.parameter("bce_p") == ["0.999"], 30.0)
    reader.ready()
    assert reader.figure("bce_p").name() == "0.999"
    assert reader.figure("bce_real").name() == "0.7"
    # Formula and code, apart from each other, follow the last of the three.
    expect(page.locator(".katex-html", has_text="log0.999")).to_have_count(1)
    expect(page.get_by_test_id("stCode").filter(has_text="p = 0.999")).to_have_count(1)


def test_a_probability_s_slider_is_even_in_the_logit_and_every_key_finds_a_position(
    visit,
):
    reader = visit()
    page = reader.open("bce_curve?bce_p=0.001")
    figure = reader.figure("bce_p")
    figure.slider.focus()
    keys = "ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowLeft", "ArrowDown"
    names = "0.002", "0.003", "0.002", "0.999", "0.998", "0.997"
    for key, name in zip(keys, names, strict=True):
        page.keyboard.press(key)
        assert figure.name() == figure.slider.get_attribute("aria-valuetext") == name
    page.keyboard.press("Home")
    (left, y), (right, _) = figure.thumbs(0, figure.last())
    page.mouse.move(left, y)
    page.mouse.down()
    for part, name in (1 / 2, "0.5"), (1 / 6, "0.01"), (5 / 6, "0.99"), (2, "0.999"):
        page.mouse.move(left + part * (right - left), y)
        assert figure.name() == name
    page.mouse.move(left + (right - left) / 50, y)  # less than half the way to 0.002
    assert figure.name() == "0.001"
    page.mouse.move(left + (right - left) / 6, y + 200)
    page.mouse.up()
    page.wait_for_url("**bce_p=0.01")
    page.keyboard.press("ArrowRight")
    assert figure.name() == "0.02"
