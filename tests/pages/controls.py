"""Where the controls of a page stand, and what they offer."""

from streamlit.testing.v1 import AppTest

from tests.pages.sent import options


def choices(app: AppTest) -> dict[str, list[str]]:
    """The page's choices that the URL holds: parameter to options."""
    controls = [*app.segmented_control, *app.selectbox, *app.select_slider]
    # One that shows other words than the URL has does not say what the URL has.
    plain = [one for one in controls if one.key and str(one.value) in one.options]
    held = app.session_state["session"].says  # with a true minus, say
    keyed = {str(one.key): list(held.get(one.key, one.options)) for one in plain}
    # One with a colon moves another one, whose parameter is in the URL.
    return {k: found for k, found in keyed.items() if "_" in k and ":" not in k}


def whole(app: AppTest) -> list[str]:
    """The page's whole numbers that the URL holds."""
    return [one.key for one in app.number_input if one.key and ":" not in one.key]


def state(app: AppTest) -> dict[str, str]:
    """Where every control of the page stands."""
    sent = options(app).items()
    stands = {key: given["start"] for key, given in sent if "start" in given}
    others = [*app.segmented_control, *app.selectbox, *app.number_input]
    others += app.select_slider
    return stands | {one.key: str(one.value) for one in others if one.key}
