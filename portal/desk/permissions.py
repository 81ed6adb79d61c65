"""The permissions on which the pages of the desk stand: visiting households, receiving people, booking for others."""

VISITS = "grid.add_visit"
RECEIVES = "stations.check_in_booking"
BOOKS = "stations.book_others"
