"""The lesson behind ``pages/numerical_stability.py``."""
