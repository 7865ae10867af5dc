"""The lesson behind ``pages/dirac_gan.py``."""
