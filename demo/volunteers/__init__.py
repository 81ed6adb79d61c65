"""The volunteer team of the demo: who is in it, what it has done, what is to come, and the papers of it."""
