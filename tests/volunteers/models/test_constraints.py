"""The database keeps the invariants of the volunteer team by itself: raw SQL and bulk writes cannot break them."""

import pytest

from tests.factories import (
    AssignmentFactory,
    CertificateFactory,
    ServiceRecordFactory,
    TeamMembershipFactory,
    ThankYouNoteFactory,
)

pytestmark = pytest.mark.django_db


def test_tmp():
    TeamMembershipFactory()
    AssignmentFactory()
    a = AssignmentFactory(served=True)
    a.shift.refresh_from_db()
    assert a.shift.seats_taken == 1
    ServiceRecordFactory()
    ThankYouNoteFactory()
    CertificateFactory()
