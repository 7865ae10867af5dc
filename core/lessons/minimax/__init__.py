"""The lesson behind ``pages/minimax.py``."""
