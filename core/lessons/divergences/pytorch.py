"""PyTorch for the page "What if nothing overlaps?"."""

from collections.abc import Callable


def five_distances(family: str, theta: float, print: Callable[..., None]) -> None:
    """The five distances on a histogram, and what a small step home would save."""
    import torch
    from torch.distributions import Normal, Uniform

    h = 0.01
    # The centres of bins of width h: the edges of all shapes are edges of bins.
    x = h * (torch.arange(-1200, 1200, dtype=torch.float64) + 0.5)

    def mass(middle):
        """How much of the distribution lies in each bin."""
        if family == "point-mass":
            return ((middle < x) & (x < middle + h)).double()
        if family == "uniform":
            shape = Uniform(middle - 0.5, middle + 0.5, validate_args=False)
        else:
            shape = Normal(middle, torch.ones_like(middle))
        return h * shape.log_prob(x).exp()

    def kl(p, q):
        return (torch.xlogy(p, p) - torch.xlogy(p, q)).sum()

    def distances(p, q):
        m = (p + q) / 2
        return {
            "KL": kl(p, q),
            "reverse KL": kl(q, p),
            "JS": (kl(p, m) + kl(q, m)) / 2,
            "TV": (p - q).abs().sum() / 2,
            "W1": h * (p - q).cumsum(0).abs().sum(),
        }

    fakes = torch.tensor(theta, dtype=torch.float64)
    real = mass(torch.zeros_like(fakes))
    here = distances(real, mass(fakes))
    nearer = distances(real, mass(fakes - 0.05 * fakes.sign()))
    for name, far in here.items():
        saved = far - nearer[name]
        print(f"{name:10} {far:8.5f}   a step of 0.05 home saves {saved:.5f}")
