"""The lesson behind ``pages/live_gan.py``."""
