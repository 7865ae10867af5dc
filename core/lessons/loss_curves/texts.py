"""What each kind of run is, and how to tell; ``words`` fills in the numbers."""

DIAGNOSES = {
    "healthy": "**A healthy run.** The loss of D settles at {loss_d} and that of G at "
    "{loss_g}: close to 2 log 2 and log 2, the losses of a D that answers ½ to "
    "everything. The distance W₁ fell from {w1_start} to {w1}.",
    "vanishing": "**D is too good for this loss.** It was trained 500 steps ahead, and "
    "makes five steps for each of G's. It tells every fake from every real sample, and "
    "there the saturating loss log(1 − D) is flat. G got next to no gradient: W₁ was "
    "{w1_start} and is {w1}.",
    "collapse": "**Mode collapse.** The data have two modes, and {share} of the fakes "
    "lie at one of them. There D meets two fakes for each real sample and answers ⅓; "
    "at the other mode it is sure. That gives a loss of D of {third_d} and a loss of "
    "G of log 3 = {third_g}. In the log: {loss_d} and {loss_g}.",
    "oscillation": "**G and D chase each other.** Both optimisers have momentum, and G "
    "swings through the data and back: in the second half of the run the mean of its "
    "fakes still moves over {swing} units. D is always late, so its loss stays at "
    "{loss_d}, although JS comes up to {js}.",
    "sigmoid": "**A sigmoid too many.** D ends in a sigmoid, and BCEWithLogitsLoss "
    "applies another. What it takes for a logit lies between 0 and 1, so D can never "
    "say less than ½ or more than {surest}. Its loss cannot fall below {floor}, and "
    "that of G stays between {low_g} and log 2. {stuck}",
    "detach": "**D's step leaves a gradient on G.** The fakes of D's step were not "
    "detached, and this loop does not clear G's gradient before G's step. So G follows "
    "the sum of two pulls: be taken for real, and help D. Where D says ½ they cancel, "
    "whatever its slope. The fakes get near the data, but crowd: their spread is "
    "{spread}, that of the data 0.5.",
    "wasted": "**The training is healthy, the code is not.** The fakes of D's step are "
    "not detached, so D's loss is sent back through G as well. But this loop clears "
    "G's gradient before G's step, and the work is thrown away. The run is the same "
    "as with `detach()`, bit for bit: W₁ fell from {w1_start} to {w1}.",
    "moves-d": "**G's step moves D too.** One optimiser holds both networks, so each "
    "of G's steps also teaches D to call fakes real. The loss of D rose to {worst_d}; "
    "a D that always says ½ would have {coin}. With such a judge the fakes fly off: "
    "their mean went as far as {farthest}.",
    "swapped": "**D's labels are swapped.** D learns to call real samples fake, and "
    "fakes real. G wants its fakes called real. So both want the same, both losses "
    "go to 0, and the fakes leave the data: W₁ rose from {w1_start} to {w1}.",
    "label-0": "**G is trained with label 0.** It learns to have its fakes called "
    "fake, which D wants too. Both losses go to 0, and the fakes leave the data: W₁ "
    "rose from {w1_start} to {w1}.",
    "d-frozen": "**D is frozen.** Its optimiser holds the weights of another network, "
    "so D stays as it was drawn. G sends its fakes wherever that D says real, with "
    "nobody to object: their mean ends at {middle} and their spread at {spread}; the "
    "data have 4 and 0.5. {calm}",
    "g-detached": "**No gradient reaches G.** The fakes of G's own step are detached, "
    "so G stays as it was drawn: W₁ was {w1_start} and is {w1}. D learns against fakes "
    "that never answer. Its loss goes to 0, and that of G has grown to {loss_g}.",
    "not-cleared": "**D's gradients are not cleared before its step.** What G's step "
    "left on D is added to its own gradient, so D also follows G's loss. Its best "
    "answer becomes (p + q)/(p + 2q), ⅔ where fakes and data are alike. There the "
    "losses are {two_thirds_d} and {two_thirds_g}; the log has {loss_d} and {loss_g}. "
    "The fakes arrive all the same: W₁ fell from {w1_start} to {w1}.",
    "epsilon": "**An ε inside the logarithm.** G minimises −log(D + ε) with ε = 1e-6. "
    "D was trained 1000 steps ahead and is sure: on fakes it says far less than ε. So "
    "the loss stands at its cap, −log ε = {cap}, and there it is flat. W₁ was "
    "{w1_start} and is {w1}. With logsigmoid the same run arrives.",
    "shifted": "**A shifted logit.** The fake half is written with logsigmoid(1 − s), "
    "as if 1 − sigmoid(s) were sigmoid(1 − s); it is sigmoid(−s). So D comes to rest "
    "at a score of ½ and not 0, and the losses at {shift_d} and {shift_g}; the log has "
    "{loss_d} and {loss_g}. The fakes arrive all the same: W₁ fell from {w1_start} to "
    "{w1}.",
    "same-sign": "**G and the critic have the same sign.** A Wasserstein critic wants "
    "a low score for fakes. G's loss should be minus that score, and is the score "
    "itself. So G sends its fakes away from the data, W₁ rose from {w1_start} to "
    "{w1}, and both losses fall without end.",
}
TELLS = {
    "healthy": "Both losses come to their level from far off, and keep a little noise. "
    "The level alone proves nothing: other cases here have it too. Look at samples.",
    "vanishing": "Both losses are about 0 from the start, that of G from *below*: "
    "log(1 − D) is never positive. With −log D, a D this good gives a large loss of G.",
    "collapse": "Both losses are flat at the wrong level. A loss of D that stays below "
    "2 log 2 by more than its noise means a difference that D finds again and again. "
    "Not every seed collapses so: of 32 others, 26 had by step 1000.",
    "oscillation": "You can hardly see it in this log. In its second half the "
    "smoothed loss of D sways by {sway}, and that is all. Watch the samples instead.",
    "sigmoid": "The loss of G never rises above log 2. In a healthy run it soon does, "
    "wherever it starts. And where the inner sigmoid is stuck, the lines have hardly "
    "any noise.",
    "detach": "It begins like a healthy run. Then the loss of D lies below 2 log 2 "
    "most of the time, that of G on average above log 2. To be sure, look at G's "
    "gradient before and after D's `backward()`: it should not change.",
    "wasted": "The curves cannot tell. Look at G's gradient before and after D's "
    "`backward()`: it should not change. The cost is one pass back through G in each "
    "step of D.",
    "moves-d": "The loss of D rises to more than twice 2 log 2, though always saying ½ "
    "would cost 2 log 2. Either D's own steps are far too large, or something else "
    "moves it: look at its learning rate, then at whose weights each optimiser holds.",
    "swapped": "With −log D as the loss of G, the losses cannot both be small: on the "
    "same fakes −log D and −log(1 − D) add up to at least 2 log 2. If both go to 0, D "
    "and G are on the same side. Which of them has the wrong label, the curves cannot "
    "tell.",
    "d-frozen": "Once the fakes are alike, the losses run along one curve with next to "
    "no noise: D says the same of the same samples for ever. Either the loss of D "
    "rises far above 2 log 2 and stays, or both lines are perfectly flat. To be sure, "
    "compare D's weights before and after its step.",
    "g-detached": "Where D is sure, −log D pushes hardest: its slope on the logit is "
    "nearly 1. If the loss of G goes on growing all the same, and never comes back, "
    "the push does not arrive. Print the norm of G's gradient: it is 0, or there is "
    "none.",
    "not-cleared": "Both losses come to rest as in a healthy run, but at other levels: "
    "that of D above 2 log 2, that of G below log 2. Clear D's gradients right before "
    "its own `backward()`, not only after its step.",
    "epsilon": "The loss of G stands still at the largest number that it can be: "
    "{cap} for 1e-6, {cap_8} for 1e-8, {cap_12} for 1e-12. A loss without an ε, "
    "softplus(−s) or −logsigmoid(s), would be larger, and would not be flat.",
    "shifted": "In all but its levels it is a healthy run. A loss of D below 2 log 2 "
    "would mean that D tells the fakes; then that of G should be above log 2, and it "
    "is below.",
    "same-sign": "A critic's loss below 0 is normal, and the level of G's loss means "
    "nothing. But both contain the score of the fakes, and with opposite signs they "
    "move against each other. If both fall together without end, the signs are the "
    "same. f and −f are equally good critics: only G's sign must oppose the critic's "
    "on fakes.",
}
TELLS["label-0"] = TELLS["swapped"]
