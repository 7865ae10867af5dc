"""Toy GANs worth watching, by name: each a config and what becomes of it.

Their sentences are predicates, too: ``benchmarks.recipes`` counts over 32 seeds that
chose no setting in how many they hold, ``tests/gan/test_presets.py`` over a few. They
say what they differ in from ``Config()``, the healthy one: SiLU networks 1-32-32-1,
Adam with rate 1e-3 and betas (0, 0.9), a batch of 256, one step each.
"""

from dataclasses import dataclass, replace

from core.gan.config import Config


@dataclass(frozen=True)
class Preset:
    """One GAN to watch.

    Attributes:
        name: a short one, for links.
        title: the same in words.
        shows: what there is to see, in a sentence.
        config: what to train.
        iterations: how long it takes to see it.
        compare: a second loss worth training beside it, from the same seed.
    """

    name: str
    title: str
    shows: str
    config: Config
    iterations: int = 1500
    compare: str | None = None


_VANISHING = Config(
    target="far-normal",
    loss="saturating",
    optimiser_g="sgd",
    lr_g=0.01,
    d_steps=5,
    head_start=500,
)
_COLLAPSE = Config(target="two-modes", generator="plain", d_steps=5)
_SWINGING = Config(activation="tanh", beta1=0.5, beta2=0.999, lr_d=2e-3, lr_g=2e-3)
_CRITIC = Config(target="far-normal", d_steps=5, head_start=100)

PRESETS = (
    Preset(
        "healthy",
        "A healthy run",
        "The fakes settle on the target, and D ends near ½: it can only guess.",
        Config(),
        compare="saturating",
    ),
    Preset(
        "vanishing",
        "The gradient vanishes",
        "D is sure of every fake, so the saturating loss is flat and G stands still.",
        _VANISHING,
        compare="non-saturating",
    ),
    Preset(
        "not-vanishing",
        "The same with the non-saturating loss",
        "Only the loss is different: G is pushed although D is sure, and arrives.",
        replace(_VANISHING, loss="non-saturating"),
        compare="saturating",
    ),
    Preset(
        "hidden",
        "Adam hides it",
        "The gradient vanishes as before, but Adam divides it by its own size.",
        replace(_VANISHING, optimiser_g="adam", lr_g=1e-3),
        compare="non-saturating",
    ),
    Preset(
        "collapse",
        "Mode collapse",
        "In 9 of 10 seeds all fakes crowd into one of the two modes, and stay there.",
        _COLLAPSE,
        compare="wasserstein-gp",
    ),
    Preset(
        "collapse-penalty",
        "Collapse cured by a gradient penalty",
        "Wasserstein with a bounded slope: the critic points to both modes.",
        replace(_COLLAPSE, loss="wasserstein-gp", penalty="one-sided"),
        compare="non-saturating",
    ),
    Preset(
        "collapse-noise",
        "Collapse cured by instance noise",
        "Noise on all that D sees, falling from 3 to 0: both modes are found.",
        replace(_COLLAPSE, instance_noise=3.0, noise_until=1500),
    ),
    Preset(
        "hopping",
        "Mode hopping",
        "In 7 of 10 seeds the fakes jump from mode to mode and back, on and on.",
        Config(
            target="two-modes", generator="bounded", g_steps=3, lr_d=5e-4, lr_g=2e-3
        ),
    ),
    Preset(
        "oscillation",
        "Oscillation",
        "Momentum and tanh: the fakes swing about the target and never rest.",
        _SWINGING,
    ),
    Preset(
        "oscillation-r1",
        "Oscillation cured by R1",
        "A penalty on D's slope at the real samples brings the same run to rest.",
        replace(_SWINGING, penalty="r1", penalty_weight=10.0),
    ),
    Preset(
        "wasserstein-clip",
        "Wasserstein with clipped weights",
        "The critic's slope is the same all the way to the target: G always has a way.",
        replace(_CRITIC, loss="wasserstein", clip=0.1),
        compare="wasserstein-gp",
    ),
    Preset(
        "wasserstein-penalty",
        "Wasserstein with a gradient penalty",
        "The penalty keeps the slope across the gap a little above 1: a steady pull.",
        replace(_CRITIC, loss="wasserstein-gp", penalty="one-sided"),
        compare="wasserstein",
    ),
    Preset(
        "two-sided",
        "A trap: the two-sided penalty in one dimension",
        "To turn, the slope must cross 0, and the penalty charges for that: no rest.",
        replace(_CRITIC, loss="wasserstein-gp", penalty="two-sided"),
    ),
    Preset(
        "tutorial",
        "What most tutorials ship",
        "ReLU, Adam's default betas: the fakes come close, and in 7 of 10 seeds swing.",
        Config(generator="plain", activation="relu", beta1=0.9, beta2=0.999),
    ),
    Preset(
        "least-squares",
        "Least squares",
        "D's scores aim at 1 and 0, and are not squashed: fakes arrive from afar.",
        Config(target="far-normal", loss="least-squares"),
        compare="non-saturating",
    ),
    Preset(
        "hinge",
        "Hinge",
        "D stops caring about samples it has right by more than 1; G never stops.",
        Config(target="far-normal", loss="hinge"),
        compare="non-saturating",
    ),
)
BY_NAME = {preset.name: preset for preset in PRESETS}
