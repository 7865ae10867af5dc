"""The lesson behind ``pages/bce_curve.py``."""
