"""``python -m core.export course/``: the course as a folder that needs no server."""

import argparse
import logging
import sys
from pathlib import Path

from core.export import site

MOST = 40.0  # megabytes: what a course's web space takes, and a reader's patience


def main() -> None:
    """Writes the pages that are named, or all; an error if they are too large."""
    parser = argparse.ArgumentParser(prog="python -m core.export", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; made if need be")
    parser.add_argument("--pages", nargs="+", choices=site.PAGES, default=site.PAGES)
    asked = parser.parse_args()
    # Streamlit warns in every run that no browser is there.
    logging.disable(logging.WARNING)
    for line in site.write(asked.folder, tuple(asked.pages)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    size = megabytes(asked.folder)
    sys.stdout.write(f"{asked.folder}: {size:.1f} MB\n")
    if size > MOST:
        sys.exit(f"That is more than {MOST:g} MB: record fewer states.")


def megabytes(folder: Path) -> float:
    """What all files of a folder hold."""
    return sum(path.stat().st_size for path in folder.rglob("*")) / 1e6


if __name__ == "__main__":
    main()
