"""Training while somebody looks: a film of moments, taken a chunk at a time.

A moment is a row of float32 numbers: the iteration, one number for each curve over the
iterations, then the pieces of the scene, in the order of the figure's
``layout.meta["live"]``. Nothing here waits or runs by itself: whoever wants to see more
calls ``take``.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.gan.config import Config
from core.lessons.live_gan import scenes

if TYPE_CHECKING:
    from core.training.snapshot import Snapshot

MOST = 48  # moments in one chunk
HEAD_START = 20  # steps of D's head start between two pictures
PHASES = (
    "G turns noise into fakes",
    "D rates real samples and fakes",
    "D steps down its loss: its curve moves",
    "Each fake asks D which way to go: the arrows",
    "G steps: the fakes follow their arrows",
)


@dataclass(frozen=True, eq=False)
class Moment:
    """One picture of the film.

    Attributes:
        row: what is drawn, float32.
        name: when it was taken, in words.
        numbers: title to text.
        phase: which of ``PHASES`` it shows, counted from 1; 0 for a whole iteration.
    """

    row: np.ndarray
    name: str
    numbers: dict[str, str]
    phase: int = 0


class Film:
    """Runs that train side by side, and the way they are drawn.

    Attributes:
        configs: one for each run, as they are now.
        figure: at the first moment.
        fallen: what went wrong, if the run fell apart; ``take("restore")`` goes back.
        changed: the iteration at which a setting was changed last, if any was.
    """

    def __init__(self, configs: Sequence[Config]):
        from core.training.networks import one_thread
        from core.training.trainer import Trainer

        one_thread()
        self._trainer = Trainer(*configs)
        self.fallen = ""
        self.changed: int | None = None
        self._good = self._trainer.state()
        first = scenes.pieces(configs, self._look())
        self.figure: Any = scenes.figure(configs, first)
        self._order = self.figure.layout.meta["live"]
        self.start = self._moment(self._look())

    @property
    def configs(self) -> tuple[Config, ...]:
        """One for each run, as they are now."""
        return tuple(self._trainer.configs)

    def fits(self, configs: Sequence[Config]) -> bool:
        """Whether the runs under way, with a few settings changed, are these."""
        if len(configs) != len(self.configs):
            return False
        pairs = list(zip(self.configs, configs, strict=True))
        alike = all(old.with_live(new) == new for old, new in pairs)
        kept = len(configs) == 1 or all(old.loss == new.loss for old, new in pairs)
        drawn = all(
            (old.objective.axis, old.bounded) == (new.objective.axis, new.bounded)
            for old, new in pairs
        )
        return alike and kept and drawn

    def change(self, config: Config) -> None:
        """Takes over what may change while a run is under way."""
        self._trainer.change(config)
        if self._trainer.iterations or self._trainer.ahead:
            self.changed = self._trainer.iterations

    def take(self, want: str, every: int, seconds: float) -> list[Moment]:
        """Trains and returns what there was to see.

        Args:
            want: ``play`` for as many moments as the time allows, ``every`` iterations
                apart; ``both``, ``d`` or ``g`` for one step; ``slow`` for the named
                sub-steps of one iteration; ``restore`` for the last good state.
            every: iterations between two moments of ``play``.
            seconds: of work, after which no new moment is begun.
        """
        end, taken = time.perf_counter() + seconds, []
        if want == "restore":
            self._trainer.restore(self._good)
            self.fallen = ""
            return [self._moment(self._look())]
        if self.fallen:
            return []
        self._good = self._trainer.state()
        for moment in self._moments(want, every):
            if moment is None:
                self.fallen = self._diagnosis()
                break
            taken.append(moment)
            late = time.perf_counter() > end or len(taken) == MOST
            if late and not moment.phase:  # an iteration in slow motion is kept whole
                break
        return taken

    def _moments(self, want: str, every: int) -> Iterator[Moment | None]:
        trainer = self._trainer
        while trainer.ahead < trainer.config.head_start:
            for _ in range(min(HEAD_START, trainer.config.head_start - trainer.ahead)):
                trainer.d_step()
                trainer.ahead += 1
            yield self._sound(f"D's head start, step {trainer.ahead}")
        match want:
            case "play":
                while True:
                    trainer.advance(every)
                    yield self._sound()
            case "both":
                trainer.advance(1)
                yield self._sound()
            case "d":
                trainer.d_step()
                yield self._sound(f"{trainer.iterations}, after a step of D alone")
            case "g":
                trainer.g_step()
                yield self._sound(f"{trainer.iterations}, after a step of G alone")
            case "slow":
                yield from self._slowly()

    def _slowly(self) -> Iterator[Moment | None]:
        """One iteration in its five sub-steps, those of D as often as D steps."""
        trainer = self._trainer
        now = trainer.iterations + 1
        for _ in range(trainer.config.d_steps):
            yield self._sound(f"{now}", 1)
            yield self._sound(f"{now}", 2)
            trainer.d_step()
            yield self._sound(f"{now}", 3)
        for _ in range(trainer.config.g_steps):
            yield self._sound(f"{now}", 4)
            trainer.g_step()
            yield self._sound(f"{now}", 5)
        trainer.iterations += 1

    def _look(self) -> "Snapshot":
        from core.training.snapshot import snapshot

        return snapshot(self._trainer)

    def _sound(self, name: str = "", phase: int = 0) -> Moment | None:
        seen = self._look()
        return self._moment(seen, name, phase) if seen.sound else None

    def _moment(self, seen: "Snapshot", name: str = "", phase: int = 0) -> Moment:
        found = scenes.pieces(self.configs, seen)
        wanted = [name for _, name in self._order["series"]]
        wanted += [name for _, _, name, _ in self._order["scene"]]
        parts = [np.array([seen.iteration]), *(found[name] for name in wanted)]
        row = np.concatenate(parts).astype("<f4")
        numbers = scenes.numbers(self.configs, seen)
        return Moment(row, name or str(seen.iteration), numbers, phase)

    def _diagnosis(self) -> str:
        """What went wrong: numbers that are none, or numbers too large."""
        seen = self._look()
        bad = [seen.fakes, seen.scores, seen.pushes]
        how = "not a number any more" if any(np.isnan(b).any() for b in bad) else "huge"
        return (
            f"At iteration {seen.iteration} the run fell apart: its fakes or scores "
            f"are {how}. Smaller learning rates keep it together."
        )
