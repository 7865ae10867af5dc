"""The lesson behind ``pages/gradients.py``."""
