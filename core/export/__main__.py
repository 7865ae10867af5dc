"""``python -m core.export course/``: the course as a folder that needs no server."""

import argparse
import logging
import sys
from pathlib import Path

from core.export import site


def main() -> None:
    """Writes the pages that are named, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m core.export", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; made if need be")
    parser.add_argument("--pages", nargs="+", choices=site.PAGES, default=site.PAGES)
    asked = parser.parse_args()
    # Streamlit warns in every run that no browser is there.
    logging.disable(logging.WARNING)
    for line in site.write(asked.folder, tuple(asked.pages)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    size = sum(path.stat().st_size for path in asked.folder.rglob("*"))
    sys.stdout.write(f"{asked.folder}: {size / 1e6:.1f} MB\n")


main()
