"""A figure that is filled while runs train: which numbers of a snapshot go where.

Each trace says where its numbers are in a snapshot; curves over the iterations get one
number more with each. So a snapshot makes a frame of the figure. The browser is sent a
row of numbers for it, and once, in ``layout.meta["live"]``, what the row holds:

    scene    [trace, attribute, length] of what is drawn anew, in the row's order
    series   [trace, name] of what grows; their numbers come first in a row
    bands    [trace, upper name, lower name] for the area between two series
    times    the x axes that show iterations, and grow with the run
    phases   for each named sub-step the traces that stay bright
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from core.gan.config import Config
from core.maths.densities import Floats
from core.plotting.theme import add, curve

if TYPE_CHECKING:
    from core.training.snapshot import Snapshot

DASHES = ("solid", "dash")
# The five sub-steps of an iteration, and what stays bright in each.
PHASES = {
    "G turns noise into fakes": ("fakes", "map"),
    "D rates real samples and fakes": ("real", "fakes", "output"),
    "D steps down its loss: its curve moves": ("output",),
    "Each fake asks D which way to go: the arrows": ("arrows", "output"),
    "G steps: the fakes follow their arrows": ("fakes", "map"),
}


class LiveFigure:
    """A figure in the making, and what a snapshot changes in it.

    Attributes:
        configs: one for each run.
        first: the snapshot that it is drawn at.
        figure: so far.
    """

    def __init__(
        self, layout: dict[str, Any], configs: Sequence[Config], first: "Snapshot"
    ):
        self.configs, self.first = configs, first
        self.figure = go.Figure(layout=layout)
        self.scene: list[tuple[int, str, Callable[[Snapshot], Floats]]] = []
        self.series: list[tuple[int, str, Callable[[Snapshot], float]]] = []
        self.bands: list[tuple[int, str, str]] = []
        self.parts: dict[str, list[int]] = {}

    def finish(self) -> None:
        """Writes into the figure what the browser has to know of it."""
        whole: Any = self.figure.layout
        whole.meta = {**whole.meta, "live": self._live()}

    # -- What a snapshot changes -------------------------------------------------------
    def row(self, seen: "Snapshot") -> np.ndarray:
        """A frame as the browser is sent it: iteration, series, scene; float32."""
        heads = [float(seen.iteration), *(float(of(seen)) for _, _, of in self.series)]
        parts = [of(seen) for _, _, of in self.scene]
        return np.concatenate([heads, *parts]).astype("<f4")

    def _live(self) -> dict[str, Any]:
        drawn: Any = self.figure.data
        scene = [[at, name, len(drawn[at][name])] for at, name, _ in self.scene]
        return {
            "scene": scene,
            "series": [[trace, name] for trace, name, _ in self.series],
            "bands": [list(band) for band in self.bands],
            "phases": [
                [trace for part in bright for trace in self.parts.get(part, [])]
                for bright in PHASES.values()
            ],
            "times": ["xaxis3", "xaxis4", "xaxis5"],
            "grows": ["yaxis3", "yaxis5"],
        }

    # -- For the parts below -----------------------------------------------------------
    @property
    def count(self) -> int:
        """How many runs there are."""
        return len(self.configs)

    def panel(self, run: int) -> int:
        """The panel of a run's densities: two runs have one each."""
        return 1 + run if self.count == 2 else 1

    def add(self, part: str, trace: Any, panel: int, **looks: Any) -> int:
        """Adds a trace that plays a part in ``PHASES``."""
        at = add(self.figure, trace, panel, **looks)
        self.parts.setdefault(part, []).append(at)
        return at

    def moves(self, trace: int, **attributes: "Callable[[Snapshot], Floats]") -> None:
        """Says what a trace's ``x`` and ``y`` are in a snapshot."""
        drawn: Any = self.figure.data
        for attribute, of in attributes.items():
            drawn[trace][attribute] = of(self.first)
            self.scene.append((trace, attribute, of))

    def grows(
        self,
        name: str,
        of: "Callable[[Snapshot], float]",
        panel: int,
        color: str,
        shown: str,
        run: int,
        **looks: Any,
    ) -> None:
        """A curve over the iterations; line style says which loss, many are thin."""
        line = {
            "dash": looks.pop("dash", DASHES[run] if self.count == 2 else "solid"),
            "width": looks.pop("width", 2.0 if self.count < 3 else 1.0),
        }
        height = np.full(2, float(of(self.first)))
        trace = curve(np.zeros(2), height, shown, color, **line)
        looks = {"showlegend": False, **looks}
        self.series.append((add(self.figure, trace, panel, **looks), name, of))
