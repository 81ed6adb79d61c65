"""How fast the portal is, against a floor measured in the same run (`make bench`)."""
