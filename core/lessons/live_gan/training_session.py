"""Training while somebody looks: frames of the figure, taken a chunk at a time.

Nothing here waits or runs by itself: whoever wants to see more calls ``take``.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.gan.config import Config
from core.lessons.live_gan import figures, networks, runs

if TYPE_CHECKING:
    from core.training.snapshot import Snapshot

MOST = 48  # frames in one chunk
HEAD_START = 20  # steps of D's head start between two pictures


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture of a training.

    Attributes:
        row: what is drawn, float32, as in ``core.lessons.live_gan.live_figure``.
        name: when it was taken, in words.
        numbers: title to text.
        through: what goes through the networks, part to text.
        phase: which of ``PHASES`` it shows, counted from 1; 0 for a whole iteration.
    """

    row: np.ndarray
    name: str
    numbers: dict[str, str]
    through: dict[str, str]
    phase: int = 0


class TrainingSession:
    """Runs that train side by side, and the way they are drawn.

    Attributes:
        configs: one for each run, as they are now.
        figure: at the first frame.
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
        first = self._look()
        self._live = figures.training(configs, first)
        self.figure: Any = self._live.figure
        self.start = self._frame(first)

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
        drawn = all(_drawn(old) == _drawn(new) for old, new in pairs)
        return alike and kept and drawn

    def change(self, config: Config) -> None:
        """Takes over what may change while a run is under way."""
        self._trainer.change(config)
        if self._trainer.iterations or self._trainer.ahead:
            self.changed = self._trainer.iterations

    def take(self, want: str, every: int, seconds: float) -> list[Frame]:
        """Trains and returns what there was to see.

        Args:
            want: ``play`` for as many frames as the time allows, ``every`` iterations
                apart; ``both``, ``d`` or ``g`` for one step; ``slow`` for the named
                sub-steps of one iteration; ``restore`` for the last good state.
            every: iterations between two frames of ``play``.
            seconds: of work. A frame that will not fit, going by the one before, is
                not begun; the first of a chunk ends early, with the iteration (or D's
                step of the head start) that is under way when the time is up.
        """
        begun, taken = time.perf_counter(), []
        end = begun + seconds
        if want == "restore":
            self._trainer.restore(self._good)
            self.fallen = ""
            return [self._frame(self._look())]
        if self.fallen:
            return []
        self._good = self._trainer.state()
        for frame in self._frames(want, every, lambda: time.perf_counter() > end):
            if frame is None:
                self.fallen = self._diagnosis()
                break
            taken.append(frame)
            now = time.perf_counter()
            late = now + (now - begun) > end or len(taken) == MOST
            begun = now
            if late and not frame.phase:  # an iteration in slow motion is kept whole
                break
        return taken

    def _frames(
        self, want: str, every: int, late: Callable[[], bool]
    ) -> Iterator[Frame | None]:
        trainer = self._trainer
        while trainer.ahead < trainer.config.head_start:
            for _ in range(min(HEAD_START, trainer.config.head_start - trainer.ahead)):
                trainer.d_step()
                trainer.ahead += 1
                if late():
                    break
            yield self._sound(f"D's head start, step {trainer.ahead}")
        match want:
            case "play":
                while True:
                    for _ in range(every):
                        trainer.advance(1)
                        if late():
                            break
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

    def _slowly(self) -> Iterator[Frame | None]:
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

    def _sound(self, name: str = "", phase: int = 0) -> Frame | None:
        seen = self._look()
        return self._frame(seen, name, phase) if seen.sound else None

    def _frame(self, seen: "Snapshot", name: str = "", phase: int = 0) -> Frame:
        return Frame(
            self._live.row(seen),
            name or str(seen.iteration),
            runs.numbers(self.configs, seen),
            networks.through(self.configs[0], seen),
            phase,
        )

    def _diagnosis(self) -> str:
        """What went wrong: numbers that are none, or numbers too large."""
        seen = self._look()
        bad = [seen.fakes, seen.scores, seen.pushes]
        how = "not a number any more" if any(np.isnan(b).any() for b in bad) else "huge"
        return (
            f"At iteration {seen.iteration} the run fell apart: its fakes or scores "
            f"are {how}. Smaller learning rates keep it together."
        )


def _drawn(config: Config) -> tuple:
    """What the figure cannot change while the run is under way."""
    return config.game, config.objective.axis, config.bounded
