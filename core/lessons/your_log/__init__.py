"""The lesson behind ``pages/your_log.py``."""
