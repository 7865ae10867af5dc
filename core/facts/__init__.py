"""The numbers that the course's texts quote, computed: name to text.

A text says ``%(slope_tiny)s`` instead of -1000, so that no number is typed in. Each
page has its module; ``tests/facts`` checks each number against an independent source.
"""

from core.facts import bce_curve, gradients

FACTS: dict[str, str] = {**bce_curve.FACTS, **gradients.FACTS}
