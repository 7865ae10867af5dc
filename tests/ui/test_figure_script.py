"""Every figure's script draws that figure, in a Python that has nothing of ours."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.ui import gathering
from core.ui.figure_script import script

LESSONS = "core.lessons"
# Every figure that a page draws with a function of its lesson: module, call.
CALLS = {
    "home.figures": ["apart()"],
    "bce_curve.figures": ["costs(0.25)", "growth()"],
    "bce_curve.soft_labels": ["soft_labels(0.1)"],
    "cross_entropy.belief": ["figure(0.75, 'bits')"],
    "cross_entropy.truth": ["figure('nats')"],
    "cross_entropy.steps": ["figure('soft', 'bits')"],
    "gradients.figures": ["chain('saturating')"],
    "minimax.figures": [
        "estimates(3)",
        "value_and_loss(4, 1)",
        "generator_losses()",
    ],
    "optimal_discriminator.figures": ["game('mixture', 2.0)"],
    "optimal_discriminator.width": ["width('uniform')"],
    "optimal_discriminator.by_hand": ["by_hand('normal', 2.0, 1.0, 'fakes')"],
    "divergences.figures": ["apart('normal')"],
    "vanishing_gradients.figures": ["push('hinge')"],
    "wasserstein_critic.figures": ["critic_and_discriminator()"],
    "wasserstein_critic.sign_figures": ["pairing('minus-plus-plus')"],
    "dirac_gan.figures": ["field('r1', 'alternating', 0.1, 0.5)"],
    "dirac_gan.circle": ["circle('minimax', 'simultaneous', 0.0)"],
    "dirac_gan.film": ["walk('wgan-gp', 'alternating', 0.1, 0.0, '1,-1')"],
}
WITH_TORCH = {
    "numerical_stability.figures": ["ways('float16', 1)", "errors('float32', 0)"],
    "loss_curves.figures": ["log(0)"],
    "loss_curves.behind": ["behind(0)"],
}
# All that is drawn: traces, layout, and what moves at every position.
DRAWN = """
def drawn(figure):
    from hashlib import sha256
    from plotly.io.json import to_json_plotly
    moving = {
        f"{trace} {name}": [*rows]
        for trace, moves in getattr(figure, "moving", {}).items()
        for name, rows in moves.items()
    }
    found = {
        "traces": [one.to_plotly_json() for one in figure.data],
        "layout": figure.layout.to_plotly_json() | {"template": "whoever shows it"},
        "names": getattr(figure, "names", ()),
        "moving": moving,
    }
    text = to_json_plotly(found)
    return [len(text), sha256(text.encode()).hexdigest()]
"""
RUN = f"""
import json, sys
{DRAWN}
sys.modules["core"] = None
told = []
for needs_torch, script in json.load(sys.stdin):
    if not needs_torch:
        sys.modules["torch"] = None
    elif sys.modules.get("torch", 0) is None:
        del sys.modules["torch"]
    known = {{"__name__": "__main__"}}
    exec(script.removesuffix("shown.show()\\n"), known)
    told.append(drawn(known["shown"]))
print(json.dumps(told))
"""


def calls(of: dict[str, list[str]]) -> list[str]:
    return [
        f"from {LESSONS}.{module} import {call.split('(')[0]}\n\n{call}"
        for module, written in of.items()
        for call in written
    ]


def test_every_script_draws_its_figure_to_the_last_bit_without_this_project(tmp_path):
    asked = [(False, one) for one in calls(CALLS)]
    asked += [(True, one) for one in calls(WITH_TORCH)]
    scripts = [(torch, script(one, "A figure")) for torch, one in asked]
    told = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", RUN],
        cwd=tmp_path,
        input=json.dumps(scripts),
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    known: dict = {}
    exec(DRAWN, known)  # noqa: S102
    for (_, call), there in zip(asked, json.loads(told.stdout), strict=True):
        begin, end = call.split("\n\n")
        exec(f"{begin}\nfigure = {end}", known)  # noqa: S102
        assert known["drawn"](known["figure"]) == there, call


def test_every_figure_that_a_page_offers_as_code_is_among_them():
    ours = {
        (module, one.split("(")[0]) for module, all_ in CALLS.items() for one in all_
    }
    ours |= {(m, one.split("(")[0]) for m, all_ in WITH_TORCH.items() for one in all_}
    for path in (gathering.ROOT / "pages").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        page = gathering.read(f"pages.{path.stem}", "\n".join(imports(text)))
        for alias, name in re.findall(r"explorable\.drawn\((\w+)\.(\w+)\)", text):
            module = page.imports[alias].module.removeprefix(f"{LESSONS}.")
            assert (module, name) in ours, path


def imports(text: str) -> list[str]:
    return re.findall(r"^from core\.lessons[\w.]* import (?:\([^)]*\)|.*)", text, re.M)


def test_a_script_says_what_it_needs_and_keeps_names_apart():
    text = script(calls({"gradients.figures": ["chain('saturating')"]})[0], "The rule")
    assert text.startswith('"""The rule\n\nNeeds numpy and plotly, and nothing else.')
    assert "from core" not in text
    assert "def sliders_names(" in text
    assert "names = sliders_names(p)" in text
    assert text.endswith("\nshown = chain('saturating')\nshown.show()\n")


@pytest.mark.parametrize("line", ["print(1)", "for x in y: pass", "a += 1", "a.b = 1"])
def test_a_module_that_does_more_than_bind_names_is_refused(line):
    with pytest.raises(ValueError, match="line 2 does more"):
        gathering.read("core.x", f"a = 1\n{line}\n")


def test_a_name_that_a_function_binds_itself_is_its_own():
    text = "size = 1\ndef f(a):\n    size = a\n    return [size for b in size]\n"
    assert gathering.read("core.x", text).pieces["f"].uses == []
    assert Path(gathering.ROOT, "core").is_dir()
