import pytest
from django.core.checks import run_checks
from pytest_django import DjangoAssertNumQueries


@pytest.mark.django_db
def test_system_checks_read_no_table_since_a_new_machine_has_none(
    django_assert_num_queries: DjangoAssertNumQueries,
):
    with django_assert_num_queries(0):
        run_checks()
