"""PyTorch for the page "Where do the numbers break?"."""

from collections.abc import Callable


def step_by_step(
    logit: float, label: float, dtype: str, print: Callable[..., None]
) -> None:
    """The two factors that meet in the gradient of BCELoss, after rounding."""
    import torch
    from torch.nn import functional

    x = torch.tensor(logit, dtype=getattr(torch, dtype), requires_grad=True)
    y = torch.tensor(label, dtype=x.dtype)
    p = torch.sigmoid(x)
    loss = functional.binary_cross_entropy(p, y)
    (in_p,) = torch.autograd.grad(loss, p, retain_graph=True)
    (factor,) = torch.autograd.grad(p, x)
    print("p, rounded      ", p.item())
    print("1 - p           ", (1 - p).item())
    print("BCELoss         ", loss.item())
    print("its slope in p  ", in_p.item())
    print("times dp/dlogit ", factor.item())
    print("is its gradient ", (in_p * factor).item())

    # No probability, so nothing to round to 0 or 1.
    loss = functional.softplus((1 - 2 * y) * x)
    (in_logit,) = torch.autograd.grad(loss, x)
    print("softplus        ", loss.item())
    print("its gradient    ", in_logit.item())


def reference_example(dtype: str, print: Callable[..., None]) -> None:
    """Two samples, both judged rightly: four answers that should be one number."""
    import torch
    from torch import nn

    logits = torch.tensor([12.0, -15.0], dtype=getattr(torch, dtype))
    labels = torch.tensor([1.0, 0.0], dtype=logits.dtype)

    from_probs = nn.BCELoss()(torch.sigmoid(logits), labels)
    from_logits = nn.BCEWithLogitsLoss()(logits, labels)
    log_term = torch.log(1 + torch.exp(-logits.abs()))
    by_hand = (logits.clamp(min=0) - logits * labels + log_term).mean()
    log_term = torch.log1p(torch.exp(-logits.abs()))
    with_log1p = (logits.clamp(min=0) - logits * labels + log_term).mean()
    softplus = nn.functional.softplus((1 - 2 * labels) * logits).mean()

    print("BCELoss           ", from_probs.item())
    print("BCEWithLogitsLoss ", from_logits.item())
    print("by hand           ", by_hand.item())
    print("by hand, log1p    ", with_log1p.item())
    print("softplus          ", softplus.item())
    each = nn.BCEWithLogitsLoss(reduction="none")(logits, labels)
    print("sample by sample  ", each.tolist())
    print(torch.allclose(from_probs, from_logits))


def instead(print: Callable[..., None]) -> None:
    """The discriminator's two losses on its logits, as they should be written."""
    import torch
    from torch import nn
    from torch.nn import functional

    # What a discriminator returns that ends in nn.Linear, without nn.Sigmoid.
    real = torch.tensor([12.0, 3.0, -37.0], requires_grad=True)
    fake = torch.tensor([-15.0, -3.0, 17.0], requires_grad=True)

    loss = functional.softplus(-real).mean() + functional.softplus(fake).mean()
    print("softplus          ", loss.item())
    # Of a mean over three samples: a third of what each has by itself.
    in_real, in_fake = torch.autograd.grad(loss, [real, fake])
    print("gradients, real   ", in_real)
    print("gradients, fake   ", in_fake)

    # The same with labels, as good for training.
    bce = nn.BCEWithLogitsLoss()
    same = bce(real, torch.ones(3)) + bce(fake, torch.zeros(3))
    print("BCEWithLogitsLoss ", same.item())
