"""A toy GAN as plain data: its settings, targets, recipes, and its script."""
