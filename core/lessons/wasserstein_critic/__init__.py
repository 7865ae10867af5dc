"""The lesson "What if D were not a judge?"."""
