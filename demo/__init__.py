"""The demo community: an invented place, loaded as records. The portal computes all its figures from them."""
