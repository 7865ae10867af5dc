"""What is known of a field of ``Config``, written down beside it once.

``choice`` and ``number`` make a dataclass field whose metadata say what values it may
have, whether it may change while a run is under way, and how the page offers it: label,
key in the URL, values in its menu, and the group that the menu belongs to.
``core.gan.settings`` reads them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from core.maths.sliders import names

PREFIX = "gan_"  # of the keys in the URL


@dataclass(frozen=True)
class Setting:
    """One field of ``Config``.

    Attributes:
        default: as a text; what the URL leaves out.
        label: what it is, in words.
        key: in the URL; none if links leave it alone.
        group: under which it is offered.
        options: what is offered, as texts.
        live: whether it may change during a run; anything else starts a new one.
        allowed: names, or the least and the largest number.
    """

    default: str
    label: str
    key: str
    group: str
    options: tuple[str, ...]
    live: bool
    allowed: tuple[str, ...] | tuple[float, float]

    def check(self, name: str, value: Any) -> None:
        """Raises ``ValueError`` if a field of that name may not have that value."""
        match self.allowed:
            case (float() | int() as low, high):
                if isinstance(low, int) and not isinstance(value, int):
                    raise ValueError(f"{name} must be a whole number, got {value!r}")
                if not low <= value <= high:
                    wanted = f"{low:g} to {high:g}"
                    raise ValueError(f"{name} must be {wanted}, got {value!r}")
            case known if value not in known:
                wanted = f"one of {', '.join(map(str, known))}"
                raise ValueError(f"{name} must be {wanted}, got {value!r}")


def choice(
    default: str,
    among: Iterable[str],
    label: str,
    key: str,
    group: str,
    *,
    live: bool = False,
) -> Any:
    """A field that holds one of several names, all of which are offered."""
    known = tuple(among)
    about = Setting(default, label, PREFIX + key, group, known, live, known)
    return field(default=default, metadata={"setting": about})


def number(
    default: float,
    low: float,
    high: float,
    label: str = "",
    key: str = "",
    group: str = "",
    offered: str = "",
    *,
    live: bool = False,
) -> Any:
    """A field that holds a number; a whole one if ``low`` is an ``int``."""
    options = tuple(offered.split())
    key = PREFIX + key if key else ""
    about = Setting(text(default), label, key, group, options, live, (low, high))
    return field(default=default, metadata={"setting": about})


def text(value: str | float) -> str:
    """A value as the URL holds it: a number as a plain decimal."""
    return value if isinstance(value, str) else names([value])[0]
