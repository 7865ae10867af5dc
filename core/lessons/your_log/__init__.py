"""The lesson behind ``pages/loss_curves.py``."""
