"""The demo community: a place that does not exist, told in records from which the portal computes every figure."""
