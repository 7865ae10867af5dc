"""What each page shows: figures, words, quoted numbers, code, questions."""
