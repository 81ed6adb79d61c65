"""Odd requests: what no page of the portal sends, sent to all its addresses as every role (`make odd`)."""
