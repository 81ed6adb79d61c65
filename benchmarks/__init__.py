"""Benchmarks of the portal against a minimal Django application in the same run (`make bench`)."""
