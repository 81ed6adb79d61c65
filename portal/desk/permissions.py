"""The permissions that the pages of the desk ask for: visiting households, receiving people, confirming minutes of
volunteers, booking for others and ringing them.
"""

VISITS = "grid.add_visit"
RECEIVES = "stations.check_in_booking"
CONFIRMS = "volunteers.confirm_servicerecord"
BOOKS = "stations.book_others"
CALLS = "accounts.call_person"
ENTERS_VOLUNTEERS = "volunteers.add_volunteer"
MATTERS = "grid.view_matter"
REPORTS = "grid.add_matter"
# The reading that the access log keeps of a call.
CALL = "call"
