"""The script to take away, run as a reader would, against the app's own training."""

import ast
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.gan.config import Config
from core.gan.losses import LOSSES
from core.gan.penalties import PENALTIES
from core.gan.presets import PRESETS
from core.gan.script import script
from core.training.snapshot import snapshot
from core.training.trainer import Trainer

ITERATIONS = 20

# Every target, loss, penalty, generator, activation and optimiser at least once.
CONFIGS = {
    "healthy": Config(),
    "smoothed, leaky, drawn": Config(
        target="drawn", real_label=0.9, activation="leaky-relu", width_g=8
    ),
    "noisy, two modes": Config(
        target="two-modes", instance_noise=2.0, noise_until=10, generator="plain"
    ),
    "head start, sgd, saturating": Config(
        target="far-normal",
        loss="saturating",
        optimiser_g="sgd",
        optimiser_d="sgd",
        head_start=10,
        d_steps=2,
    ),
    "clipped, three modes": Config(
        target="three-modes", loss="wasserstein", generator="bounded", g_steps=2
    ),
    "penalised, uniform": Config(
        target="uniform", loss="wasserstein-gp", activation="relu", batch=64
    ),
    "R1, tanh, deep": Config(penalty="r1", activation="tanh", depth_d=3, depth_g=1),
    "two-sided, hinge": Config(loss="hinge", penalty="two-sided", seed=11),
    "zero-centred, squares": Config(loss="least-squares", penalty="zero-centred"),
}
# Each script is run as a file; in one process, since importing torch takes longest.
DRIVER = """
import runpy, sys
for path in sys.argv[1:]:
    left = runpy.run_path(path)
    print(*(w.sum().item() for n in "gd" for w in left[n].parameters()), end="\\n\\n")
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What every script prints, and below it the sums of its weights."""
    folder = tmp_path_factory.mktemp("scripts")
    files = [folder / f"{at}.py" for at in range(len(CONFIGS))]
    for file, config in zip(files, CONFIGS.values(), strict=True):
        file.write_text(script(config, ITERATIONS), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-W", "error", "-c", DRIVER, *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    blocks = told.stdout.strip().split("\n\n")
    lines = [block.splitlines() for block in blocks]
    return dict(zip(CONFIGS, lines, strict=True))


@pytest.mark.parametrize("name", CONFIGS)
def test_the_script_draws_the_same_run(printed, name):
    trainer = Trainer(CONFIGS[name])
    trainer.advance(ITERATIONS)
    w1 = float(re.findall(r"W1 +(\S+)", printed[name][-2])[0])
    # Printed to 5 digits; twenty steps amplify rounding of 6e-8 to 1e-6 at most, and
    # the script reads the quantiles of a mixture from a table with steps of 1.6e-4.
    assert w1 == pytest.approx(snapshot(trainer).w1[0], abs=1e-4)
    sums = [float(word) for word in printed[name][-1].split()]
    layers = [*trainer.g.chain, *trainer.d.chain]
    own = [w.sum().item() for layer in layers for w in (layer.weight, layer.bias)]
    # Sums of up to 1024 weights that have moved by 0.02 each. Adam makes a step of 1e-3
    # even of a gradient that is nothing but rounding, hence room for a few.
    assert sums == pytest.approx(own, abs=4e-3)


def test_the_log_has_ten_lines(printed):
    for lines in printed.values():
        log = lines[:-1]
        assert [int(line.split()[0]) for line in log] == list(range(2, 21, 2))
        assert all(re.search(r"loss D .* loss G .* W1 ", line) for line in log)


def test_the_losses_of_the_log_are_those_of_the_batch(printed):
    # 2 log 2 and log 2 at an undecided D: a healthy run starts near them.
    first = re.findall(r"loss [DG] +(\S+)", printed["healthy"][0])
    assert [float(number) for number in first] == pytest.approx([1.386, 0.693], abs=0.4)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_has_a_script_that_reads_well(preset):
    text = script(preset.config, preset.iterations)
    ast.parse(text)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 88
    # 40 to 80 lines of code, and what no config needs is not there.
    assert 40 <= len([line for line in lines if line.strip()]) <= 82
    assert ("add_noise" in text) == (preset.config.instance_noise > 0)
    assert ("penalty" in text) == (preset.config.gradient_penalty.name != "none")
    assert ("clamp_(" in text) == preset.config.clips
    assert ("head start" in text) == (preset.config.head_start > 0)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("penalty", PENALTIES)
def test_every_game_has_a_script_that_compiles(loss, penalty):
    config = Config(loss=loss, penalty=penalty, instance_noise=1.0, target="drawn")
    compile(script(config, 3), "script.py", "exec")


def test_the_script_needs_nothing_but_torch():
    tree = ast.parse(script(replace(PRESETS[0].config, target="drawn"), 100))
    modules = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert modules == {"torch", "torch.nn.functional"}


def test_the_app_does_not_import_torch_for_a_script():
    code = "import sys, core.gan.script; print('torch' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"


def test_a_script_of_no_iterations_is_refused():
    with pytest.raises(ValueError, match="at least 1, got 0"):
        script(Config(), 0)
