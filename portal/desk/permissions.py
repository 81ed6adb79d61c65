"""The permissions that the pages of the desk ask for: visiting households, receiving people, booking for others."""

VISITS = "grid.add_visit"
RECEIVES = "stations.check_in_booking"
BOOKS = "stations.book_others"
