"""The lesson behind ``pages/vanishing_gradients.py``."""
