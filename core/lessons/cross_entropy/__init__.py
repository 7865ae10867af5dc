"""The lesson behind ``pages/cross_entropy.py``."""
