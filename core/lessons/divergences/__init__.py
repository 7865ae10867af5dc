"""The lesson behind ``pages/divergences.py``."""
