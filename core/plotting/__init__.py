"""What all figures share: one look, and a slider."""
