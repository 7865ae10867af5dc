"""The lesson behind ``pages/home.py``."""
