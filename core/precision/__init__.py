"""Binary cross-entropy as PyTorch computes it, in four precisions."""
