"""Small wrong changes to the code, each with the question whether a test notices it (`make mutants`)."""
