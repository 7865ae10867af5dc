"""Logs of two curves in the formats that people have, a few lines of code a format.

Each writer takes L_D and L_G and returns a text; ``FORMATS`` says how many digits it
prints. Steps count from 0.
"""

import json
from collections.abc import Callable

import numpy as np

Losses = np.ndarray
Writer = Callable[[Losses, Losses], str]


def lines(pattern: str, d: Losses, g: Losses, end: str = "\n") -> str:
    """One record a line; the pattern may use ``d``, ``g``, ``i``, ``epoch``."""
    return "".join(
        pattern.format(d=a, g=b, i=i, epoch=i // 50) + end
        for i, (a, b) in enumerate(zip(d, g, strict=True))
    )


def by_pattern(pattern: str, begin: str = "", end: str = "\n") -> Writer:
    return lambda d, g: begin + lines(pattern, d, g, end)


def json_lines(d: Losses, g: Losses) -> str:
    return "".join(
        json.dumps({"step": i, "d_loss": a, "g_loss": b}) + "\n"
        for i, (a, b) in enumerate(zip(d.tolist(), g.tolist(), strict=True))
    )


def json_statistics(d: Losses, g: Losses) -> str:
    return "".join(
        json.dumps(
            {
                "Loss/D/loss": {"num": 64, "mean": a, "std": 0.1},
                "Loss/G/loss": {"num": 64, "mean": b, "std": 0.1},
                "Progress/kimg": {"num": 1, "mean": i / 8, "std": 0.0},
            }
        )
        + "\n"
        for i, (a, b) in enumerate(zip(d.tolist(), g.tolist(), strict=True))
    )


def json_list(d: Losses, g: Losses) -> str:
    rows = zip(d.tolist(), g.tolist(), strict=True)
    records = [{"iteration": i, "dis/loss": a, "gen/loss": b}
               for i, (a, b) in enumerate(rows)]  # fmt: skip
    return json.dumps(records, indent=4)


def json_history(d: Losses, g: Losses) -> str:
    return json.dumps({"d_loss": d.tolist(), "g_loss": g.tolist()})


def tensorboard(d: Losses, g: Losses) -> str:
    return "\n".join(
        f"{name}.csv\nWall time,Step,Value\n"
        + "".join(f"{1.7e9 + 0.25 * i},{i},{v}\n" for i, v in enumerate(values))
        for name, values in (("disc_loss", d), ("gen_loss", g))
    )


def tags(d: Losses, g: Losses) -> str:
    return "run,tag,step,value\n" + "".join(
        f"a,loss/{name},{i},{v}\n"
        for name, values in (("d", d), ("g", g))
        for i, v in enumerate(values)
    )


def lightning(d: Losses, g: Losses) -> str:
    return "d_loss,epoch,g_loss,step\n" + lines(
        "{d},{epoch},,{i}\n,{epoch},{g},{i}", d, g
    )


def commas(writer: Writer) -> Writer:
    """The same with decimal commas."""
    return lambda d, g: writer(d, g).replace(".", ",")


def markdown(d: Losses, g: Losses) -> str:
    return "| Step | D loss | G loss |\n|---|---|---|\n" + lines(
        "| {i} | {d:.6f} | {g:.6f} |", d, g
    )


def lists(d: Losses, g: Losses) -> str:
    return f"Done.\nd_losses = {d.tolist()}\ng_losses = {g.tolist()}\n"


def dictionary(d: Losses, g: Losses) -> str:
    return repr({"d_loss": d.tolist(), "g_loss": g.tolist()})


def arrays(d: Losses, g: Losses) -> str:
    return f"D_losses: {d}\nG_losses: {g}\n"


def html_table(d: Losses, g: Losses) -> str:
    head = "<tr><th>Epoch</th><th>D loss</th><th>G loss</th></tr>"
    row = "<tr><td>{i}</td><td>{d:.5f}</td><td>{g:.5f}</td></tr>"
    return f"<table>{head}\n" + lines(row, d, g) + "</table>\n"


def two_halves(d: Losses, g: Losses) -> str:
    """D's halves, half of its loss each, and the step on a line of its own."""
    return "".join(
        f"Epoch {i}/{len(d)}...\n 判别器损失: {a:.8f}-->(判别真实的: {a / 2:.8f} + "
        f"判别生成的: {a / 2:.8f})...\n 生成器损失: {b:.8f}\n"
        for i, (a, b) in enumerate(zip(d, g, strict=True))
    )


FORMATS: dict[str, tuple[Writer, int]] = {
    "PyTorch tutorial": (
        by_pattern(
            "[{epoch}/9][{i}/500]\tLoss_D: {d:.4f}\tLoss_G: {g:.4f}\t"
            "D(x): 0.5000\tD(G(z)): 0.4000 / 0.6000"
        ),
        4,
    ),
    "Keras": (by_pattern("{i} [D loss: {d:.6f}, acc.: 51.56%] [G loss: {g:.6f}]"), 6),
    "Keras bar": (
        by_pattern(
            "Epoch {i}/99\n469/469 [=====] - 21s 45ms/step - d_loss: {d:.4f} - "
            "g_loss: {g:.4f}"
        ),
        4,
    ),
    "epochs and batches": (
        by_pattern("[Epoch {epoch}/9] [Batch {i}/500] [D loss: {d:f}] [G loss: {g:f}]"),
        6,
    ),
    "key=value": (by_pattern("g_loss={g:.5e} step={i} d_loss={d:.5e}"), 5),
    "key: value": (by_pattern("iter: {i}, D_loss: {d:.5f}, G_loss: {g:.5f}"), 5),
    "stamps": (
        by_pattern("2024-03-09 11:07:08,123 - INFO - it {i} D {d:.5f} G {g:.5f}"),
        5,
    ),
    "nohup": (
        by_pattern(
            "Epoch: {i}, Loss Discriminator: {d}, Loss Generator: {g}, GPU Memory: "
            "6661/8192 MiB, GPU Utilization: 38%",
            "nohup: ignoring input\n",
        ),
        16,
    ),
    "tqdm with colours": (
        by_pattern(
            "\x1b[32mEpoch {epoch}:  47%|████▋     | 47/99 [00:21<00:24, 21.6it/s, "
            "loss=0.7, g_loss={g:.5f}, d_loss={d:.5f}]\x1b[0m",
            end="\r",
        ),
        5,
    ),
    "averages": (
        by_pattern(
            "Epoch: [{epoch}][{i}/99] Loss_D {d:.4f} (0.9) Loss_G {g:.4f} (0.9)"
        ),
        4,
    ),
    "tensors": (
        by_pattern(
            "{i} errD tensor({d:.4f}, device='cuda:0', grad_fn=<AddBackward0>) errG "
            "tensor({g:.4f}, device='cuda:0', grad_fn=<MeanBackward1>)"
        ),
        4,
    ),
    "dictionaries": (
        by_pattern("{{'d_loss': {d:.5f}, 'g_loss': array({g:.5f}, dtype=float32)}}"),
        5,
    ),
    "lines of their own": (
        by_pattern("Iter: {i}\nD loss: {d:.4f}\nG_loss: {g:.4f}\n"),
        4,
    ),
    "Chinese halves": (two_halves, 8),
    "Spanish": (
        by_pattern(
            "Época {i} - Pérdida del discriminador: {d:.4f} - Pérdida del generador: "
            "{g:.4f}"
        ),
        4,
    ),
    "German commas": (
        commas(by_pattern("Epoche {i}: Verlust D: {d:.5f}; Verlust G: {g:.5f}")),
        5,
    ),
    "quoted and broken": (
        by_pattern(
            "> Epoch: [{epoch:2d}], [{i:4d}/  56] d_loss: {d:.8f}, g_loss: {g:.8f}<br>"
        ),
        8,
    ),
    "CSV": (by_pattern("{i},{d},{g}", "step,d_loss,g_loss\n"), 16),
    "CSV without a header": (by_pattern("{i},{d},{g}"), 16),
    "CSV with semicolons and commas": (
        commas(by_pattern("{i};{d:.6f};{g:.6f}", "Schritt;Verlust D;Verlust G\n")),
        6,
    ),
    "CSV of tensors": (
        by_pattern(
            '"tensor({g:.4f}, grad_fn=<BinaryCrossEntropyBackward0>)",'
            '"tensor({d:.4f}, grad_fn=<AddBackward0>)"',
            "losses_g,losses_d\n",
            "\r\r\n",
        ),
        4,
    ),
    "W&B": (
        by_pattern(
            '"{i}","run-1","{d}","{g}"',
            '"Step","name","run-1 - d_loss","run-1 - g_loss"\n',
        ),
        16,
    ),
    "Lightning": (lightning, 16),
    "TensorBoard": (tensorboard, 16),
    "tags": (tags, 16),
    "JSON lines": (json_lines, 16),
    "JSON statistics": (json_statistics, 16),
    "JSON list": (json_list, 16),
    "JSON history": (json_history, 16),
    "Markdown": (markdown, 6),
    "bold Markdown": (
        by_pattern(
            "| {i} | **{d:.5f}** | `{g:.5f}` |", "| Epoch | D loss | G loss |\n"
        ),
        5,
    ),
    "HTML table": (html_table, 5),
    "box with a head of two lines": (
        by_pattern(
            "|  {i:6d} |  00:00:07 | {g:9.4f} | {d:13.4f} |",
            "|  Epoch  |   Time    | Generator |  Discriminator |\n"
            "|         |  (h:m:s)  |   Loss    |      Loss      |\n|====|\n",
        ),
        4,
    ),
    "lists": (lists, 16),
    "dictionary of lists": (dictionary, 16),
    "arrays": (arrays, 8),
    "German sentences": (
        commas(by_pattern("Epoche {i}: D-Verlust = {d:.5f}, G-Verlust = {g:.5f}")),
        5,
    ),
    "TensorFlow": (
        by_pattern(
            "Time for epoch {i} is 12.31 sec\ngen_loss= tf.Tensor({g:.6f}, shape=(), "
            "dtype=float32) disc_loss= tf.Tensor({d:.6f}, shape=(), dtype=float32)"
        ),
        6,
    ),
    "one scalar a line": (
        by_pattern("[{i}] scalar Loss/D = {d:.4f}\n[{i}] scalar Loss/G = {g:.4f}"),
        4,
    ),
    "players in turn": (
        by_pattern(
            "Training G at step {i}\nG loss: {g:.4f}\nTraining D at step {i}\n"
            "D loss: {d:.4f}"
        ),
        4,
    ),
    "grouped thousands and short years": (
        by_pattern(
            "22-05-01 10:00:07.123 - INFO: [epoch: {epoch:2d}, iter:   1,{i:03d}, "
            "lr:(1.000e-04,)] [eta: 2 days, 3:04:05] l_g: {g:.4e} l_d: {d:.4e}"
        ),
        4,
    ),
    "aligned": (
        by_pattern(
            "{i:8d}  {d:10.6f}  {g:10.6f}", "    step      dis/loss    gen/loss\n"
        ),
        6,
    ),
}
