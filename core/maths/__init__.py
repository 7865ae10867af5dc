"""The mathematics: NumPy alone, held to SciPy, mpmath and torch by tests."""
