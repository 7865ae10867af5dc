"""Whatever a link says, the page is whole, says what was wrong, reflects nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages.opening import opened

MARKUP = "<b onclick=alert(1)>[x](javascript:alert(1))"
ODD = ["", "nan", "inf", "-0", "1e999", "٣", "0.5 ", "null", "\x00", "9" * 400, MARKUP]
PARAMETERS = {
    "gradients": ("grad_loss", "grad_p"),
    "bce_curve": ("bce_y", "bce_p", "bce_real", "bce_fake", "bce_m"),
    "optimal_discriminator": ("opt_d", "opt_scale", "opt_family", "opt_width"),
    "live_gan": ("gan_real", "gan_drawing", "gan_batch", "gan_seed", "gan_runs"),
}
COMMON = ("hide", "ask", "embed", "embed_options", "lang", "page")
values = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=12),
    st.floats().map(str),
    st.sampled_from(["saturating", "normal", "drawn", "eight-seeds", "prose", "0.5"]),
)


@pytest.mark.parametrize("stem", PARAMETERS)
@settings(
    max_examples=4,  # each opens a page
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_a_page_is_whole_whatever_the_link_says(stem, data):
    keys = st.sampled_from(PARAMETERS[stem] + COMMON)
    held = st.lists(values, min_size=1, max_size=2)
    asked = data.draw(st.dictionaries(keys, held, min_size=1, max_size=6))
    app = opened(stem, **asked)
    assert not app.error
    told = [one.value for one in [*app.warning, *app.markdown, *app.title]]
    assert not [text for text in told if "onclick" in text]
