r"""The symbols by chapter: sign, meaning, names in the sources, name in PyTorch.

All in Markdown; green is real, orange the generator's, blue the discriminator's. A
subscript of LaTeX would make its cell scroll.

Sources: I. Goodfellow et al. 2014 (GAN), M. Arjovsky et al. 2017 (WGAN), I. Gulrajani
et al. 2017 (WGAN-GP), L. Mescheder et al. 2018, and PyTorch's own documentation.
"""

from typing import NamedTuple


class Symbol(NamedTuple):
    """A row of the table; an empty text is a dash there."""

    sign: str
    means: str
    sources: str
    torch: str


SYMBOLS: dict[str, tuple[Symbol, ...]] = {
    "the loss": (
        Symbol(
            "$p$", "a guessed probability of *real*", "ŷ, *D*(*x*)", "`torch.sigmoid`"
        ),
        Symbol(
            r"$\ell$",
            "the logit: what a network puts out before σ",
            "score, *a*, *C*(*x*)",
            "`input` of `nn.BCEWithLogitsLoss`",
        ),
        Symbol(
            r"$\sigma$",
            "the sigmoid, $1 / (1 + e^{-\\ell})$",
            "logistic",
            "`torch.sigmoid`",
        ),
        Symbol("$y$", "the label: 1 real, 0 fake", "target, *t*", "`target`"),
        Symbol(
            "$L$",
            "BCE of one guess, in nats",
            "log loss, logistic loss, negative log-likelihood",
            "`F.binary_cross_entropy_with_logits`",
        ),
        Symbol(
            "$m$", "samples in a batch", "*N*, *n*", "`reduction='mean'` divides by it"
        ),
        Symbol(
            r"$\alpha, \beta$", "soft labels of real and fake", "smoothing", "`target`"
        ),
        Symbol("$q$", "the truth, where it is a probability", "*p*, *P*", "`target`"),
        Symbol(
            "$H(q, p)$",
            "cross-entropy: what the belief *p* costs if *q* is true",
            "*H*(*p*, *q*), CE",
            "`F.binary_cross_entropy`",
        ),
        Symbol("$H(q)$", "entropy: what the truth costs anybody", "*S*", ""),
        Symbol(
            r"$\mathrm{KL}(q \,\|\, p)$",
            "what the belief adds: *H*(*q*, *p*) − *H*(*q*)",
            "*D*_KL, relative entropy",
            "`F.kl_div`, with log *p* as its first argument",
        ),
    ),
    "the game": (
        Symbol(":green[$x$]", "a real sample", ":green[*x* ~ *p*_data, P_r]", ""),
        Symbol(
            "$z$", "noise that G starts from", "*z* ~ *p*_z, *p*(*z*)", "`torch.randn`"
        ),
        Symbol(
            ":orange[$G(z)$]",
            "a fake",
            ":orange[*g*_θ(*z*), x̃; its density *p*_g, P_g, P_θ]",
            "`fake`; `torch.Tensor.detach` in D's step",
        ),
        Symbol(
            ":blue[$D(x)$]",
            "the probability of *real* that the discriminator gives",
            ":blue[*D*(*x*; θ_d), *D*_ψ(*x*)]",
            "`torch.sigmoid` of D's output",
        ),
        Symbol("$V$", "the game's value: D climbs, G descends", "*V*(*D*, *G*)", ""),
        Symbol("$L(D)$", "D's loss, −*V*: two mean BCEs added", "*J*^(D), *L*_D", ""),
        Symbol(
            r"$\log(1 - D)$",
            "G's saturating loss",
            "minimax loss",
            "−BCE with label 0",
        ),
        Symbol(
            r"$-\log D$",
            "G's non-saturating loss",
            "the −log D trick, heuristic loss",
            "BCE with label 1",
        ),
        Symbol(
            ":blue[$D^*$]",
            "the best D: real density over the sum of both",
            ":blue[*D*\\*_G]",
            "",
        ),
        Symbol("$J$", "*V* with the best D: 2 JS − 2 log 2", "*C*(*G*)", ""),
        Symbol(r"$\mathrm{JS}$", "Jensen–Shannon divergence, at most log 2", "JSD", ""),
        Symbol(r"$\mathrm{TV}$", "total variation distance, at most 1", "δ", ""),
        Symbol(
            "*W*₁",
            "Wasserstein-1: how far mass has to move",
            "EM, earth mover's",
            "",
        ),
        Symbol(
            r":orange[$\theta$]",
            "where the fakes are; in sources, all of G's weights",
            ":orange[θ, θ_g]",
            "`nn.Module.parameters` of G",
        ),
    ),
    "training": (
        Symbol(
            ":blue[$f$]",
            "a critic: a height without σ",
            ":blue[*f*_w, *D*]",
            "the network's output as it is",
        ),
        Symbol(r"$\lambda$", "weight of a gradient penalty", "λ, γ", ""),
        Symbol(
            r":blue[$\psi$]",
            "D's one weight in the smallest GAN: *D*(*x*) = σ(ψ*x*)",
            ":blue[ψ, φ, *w*]",
            "`nn.Module.parameters` of D",
        ),
        Symbol("lr", "learning rate: the size of a step", "α, η, *h*", "`lr`"),
        Symbol(
            "*β*₁, *β*₂",
            "how long Adam remembers the gradient, and its square",
            "β₁, β₂",
            "`betas` of `optim.Adam`",
        ),
    ),
}
