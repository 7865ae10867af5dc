"""The lesson behind ``pages/optimal_discriminator.py``."""
