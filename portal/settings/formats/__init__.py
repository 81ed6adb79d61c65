"""Formats of dates, where Django's own are not how the portal writes them."""
