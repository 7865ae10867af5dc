"""PyTorch for the page "How does BCE become the GAN's loss?"."""

from collections.abc import Callable


def game(m: int, seed: int, print: Callable[..., None]) -> None:
    """One batch, and every loss of the game from the same line of code."""
    import numpy
    import torch
    from torch.nn import functional

    def d(x):
        return 1.5 - x  # the logit: bce applies the sigmoid

    bce = functional.binary_cross_entropy_with_logits
    rng = numpy.random.default_rng(seed)
    pairs = rng.standard_normal((m, 2))
    real, z = torch.tensor(pairs).T
    fake = z + 2.0  # the generator
    ones = torch.ones_like(real)
    zeros = torch.zeros_like(fake)

    x = torch.cat([real, fake])
    y = torch.cat([ones, zeros])
    mean = bce(d(x), y)  # over all 2m samples

    real_part = bce(d(real), ones)
    fake_part = bce(d(fake), zeros)
    half = (real_part + fake_part) / 2
    loss_d = real_part + fake_part
    value = -loss_d

    # The generator: the same line, with the label flipped or the sign turned.
    saturating = -bce(d(fake), zeros)
    non_saturating = bce(d(fake), ones)

    print("mean over 2m samples", mean.item())
    print("half of the two     ", half.item())
    print("loss of D, -V       ", loss_d.item())
    print("value V             ", value.item())
    print("G, saturating       ", saturating.item())
    print("G, non-saturating   ", non_saturating.item())
