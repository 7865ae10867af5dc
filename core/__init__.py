"""Everything that a page calls."""
