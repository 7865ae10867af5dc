"""Every symbol of the course, and what others call it."""
