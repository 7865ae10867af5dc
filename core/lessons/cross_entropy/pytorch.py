"""PyTorch for the page "Where does the formula come from?"."""

from collections.abc import Callable


def two_parts(q: float, p: float, print: Callable[..., None]) -> None:
    """Cross-entropy of one truth and one belief, taken apart, and KL both ways."""
    import math

    import torch
    from torch.nn import functional

    truth = torch.tensor([q, 1 - q], dtype=torch.float64)
    belief = torch.tensor([p, 1 - p], dtype=torch.float64)

    entropy = torch.special.entr(truth).sum()
    # kl_div takes the belief first, as a logarithm, and yet returns KL(q‖p).
    kl = functional.kl_div(belief.log(), truth, reduction="sum")
    swapped = functional.kl_div(truth.log(), belief, reduction="sum")
    bce = functional.binary_cross_entropy(belief[0], truth[0])

    print("                nats       bits")
    for name, nats in (
        ("entropy H(q)", entropy),
        ("KL(q‖p)", kl),
        ("their sum", entropy + kl),
        ("PyTorch's BCE", bce),
        ("KL(p‖q)", swapped),
    ):
        print(f"{name:14} {nats.item():9.6f}  {nats.item() / math.log(2):9.6f}")


def batch(smoothing: float, print: Callable[..., None]) -> None:
    """A batch of four: the mean of its cross-entropies is PyTorch's BCE."""
    import torch
    from torch.nn import functional

    labels = torch.tensor([1.0, 1.0, 0.0, 0.0], dtype=torch.float64)
    labels = labels * (1 - 2 * smoothing) + smoothing
    probs = torch.tensor([0.9, 0.6, 0.2, 0.7], dtype=torch.float64)

    # Step 1: a label is a distribution, and so is a belief.
    truth = torch.stack([labels, 1 - labels], dim=1)
    belief = torch.stack([probs, 1 - probs], dim=1)
    # Step 2: each label's cross-entropy.
    costs = -(truth * belief.log()).sum(dim=1)
    # Step 3: the same weight for each.
    weighted = costs / len(costs)
    # Step 4: the sum.
    loss = weighted.sum()

    print("step 2, nats ", [round(cost, 4) for cost in costs.tolist()])
    print("step 3       ", [round(cost, 4) for cost in weighted.tolist()])
    print("step 4       ", loss.item())
    print("PyTorch's BCE", functional.binary_cross_entropy(probs, labels).item())
    print("mean H(y)    ", torch.special.entr(truth).sum(dim=1).mean().item())
    kl = functional.kl_div(belief.log(), truth, reduction="batchmean")
    print("mean KL(y‖p) ", kl.item())
