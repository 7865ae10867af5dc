"""PyTorch for the page "Is this loss curve normal?"."""

from collections.abc import Callable


def read_log(loss_d: float, loss_g: float, print: Callable[..., None]) -> None:
    """The levels that losses settle at, and what one line of a log proves."""
    import math

    import torch
    from torch.nn.functional import binary_cross_entropy_with_logits as bce

    def losses(real, fake):
        """Loss of D and of G (non-saturating), from D's logits."""
        real, fake = torch.tensor([real]), torch.tensor([fake])
        one, zero = torch.ones(1), torch.zeros(1)
        return (bce(real, one) + bce(fake, zero)).item(), bce(fake, one).item()

    third = math.log(0.5)  # the logit of 1/3
    found, missed = losses(third, third), losses(20.0, third)
    print("                                  L_D     L_G")
    for name, (of_d, of_g) in {
        "D says 1/2 to everything": losses(0.0, 0.0),
        "D is sure and right": losses(20.0, -20.0),
        "one of two modes is missing": ((found[0] + missed[0]) / 2, found[1]),
        "a sigmoid too many, D says 1/2": losses(0.5, 0.5),
        "  the same D, sure and right": losses(1.0, 0.0),
        "  stuck at 1": losses(1.0, 1.0),
    }.items():
        print(f"{name:31} {of_d:6.4f} {of_g:7.4f}")

    # From your log, with -log D as the loss of G:
    print("JS is at least", round(max(0.0, math.log(2) - loss_d / 2), 4))
    if loss_g < 0:
        print("The loss of G is below 0: it is log(1 - D), not -log D.")
    elif loss_d + loss_g < 2 * math.log(2) - 0.05:
        print("The two add up to less than 2 log 2: D and G want the same.")
    else:
        print("D gives a fake", round(math.exp(-loss_g), 4), "(geometric mean).")
