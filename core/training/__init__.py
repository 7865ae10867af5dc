"""Training a toy GAN with PyTorch, and looking at it while it trains."""
