"""No list of admin tells a column letter by letter, nor takes anything else that it does not offer."""

from itertools import product

import pytest
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.urls import reverse

from accounts.models import Person
from common.admin.base import ScopedModelAdmin
from common.admin.lookups import OfferedChangeList
from common.admin.search import PrivateChangeList
from common.exceptions import Refused
from stations.models import Booking
from tests.factories import OrgUnitFactory, PersonFactory, StaffFactory, officer
from tests.rights.admin_pages import IN_OFFICE, registered, request_of
from tests.rights.visits import user_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

ORACLES = ["", "__exact", "__startswith", "__endswith", "__contains", "__regex", "__gt", "__lt", "__in", "__range"]
SECRETS = {"phone", "door_code", "password", "token_digest", "remark", "answer", "waive_reason", "reason", "email"}


def columns(model: type[Model], depth: int = 3, before: str = "") -> list[str]:
    """The paths to the columns of a model and of those it points to."""
    found = []
    for field in model._meta.get_fields():
        if field.is_relation:
            if depth > 1 and field.related_model and field.related_model is not model:
                found += columns(field.related_model, depth - 1, f"{before}{field.name}__")
        else:
            found.append(before + field.name)
    return found


def offers(model_admin: ScopedModelAdmin, request, query: dict[str, str]) -> bool:
    """Whether the list of this class would be shown for this address."""
    request.GET = request.GET.copy()
    request.GET.update(query)
    try:
        model_admin.get_changelist_instance(request)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("role", IN_OFFICE)
def test_no_list_is_filtered_by_a_column_that_it_does_not_offer(world, rf, role):
    """Over all lists and columns to the depth of three: what Django allows, and no filter of ours has taken."""
    user, asked = user_of(world, role), 0
    for model, model_admin in registered():
        secrets = [one for one in columns(model) if one.split("__")[-1] in SECRETS]
        for path, oracle in product(secrets, ORACLES):
            asked += 1
            assert not model_admin.lookup_allowed(path + oracle, "x", request_of(rf, user)), f"{model} {path}{oracle}"
    assert asked > 1000


@pytest.mark.parametrize("model", [model for model, _admin in registered()], ids=lambda model: model.__name__)
def test_every_column_of_a_list_itself_is_refused_to_everybody(world, rf, model):
    model_admin = admin.site._registry[model]
    request = request_of(rf, user_of(world, "operator"))
    offered = {*model_admin.linked_lookups}
    for path in columns(model, depth=1):
        for oracle in ("__startswith", "__regex", "__gte", "__contains", "__in", "__0"):
            if path + oracle not in offered and not path.startswith(str(model_admin.date_hierarchy)):
                request = request_of(rf, user_of(world, "operator"))
                assert not offers(model_admin, request, {path + oracle: "1"}), path + oracle


def test_every_list_takes_only_what_it_offers():
    for model, model_admin in registered():
        assert issubclass(model_admin.get_changelist(None), PrivateChangeList), model


@pytest.mark.parametrize("digit", ["+861", "+862"])
def test_an_address_that_asks_for_a_number_leads_to_the_whole_list(client, digit):
    PersonFactory(phone="+8613800138000")
    client.force_login(officer("secretary", OrgUnitFactory()))
    response = client.get(reverse("admin:accounts_person_changelist"), {"phone__startswith": digit})
    assert (response.status_code, response.url) == (302, reverse("admin:accounts_person_changelist"))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("accounts_person", "name__regex=("),
        ("accounts_person", "created_at__year=0"),
        ("accounts_person", "created_at__year=99999999999999"),
        ("accounts_person", "id__range=1"),
        ("accounts_person", "e=1"),
        ("accounts_person", "o=x"),
        ("accounts_person", "o=" + "1." * 100),
        ("accounts_person", "_to_field=phone"),
        ("accounts_accesslog", "at__year=0"),
        ("accounts_accesslog", "at__year=9999"),
        ("accounts_accesslog", "at__year=99999999999999"),
        ("accounts_accesslog", "at__year=2026&at__month=2&at__day=30"),
        ("accounts_accesslog", "at__month=2"),
        ("accounts_accesslog", "at__year=2026&at__gte=2026-01-01"),
        ("grid_residence", "during__contains=x"),
        ("grid_building", "estate__id__exact=99999999999999999999"),
        ("grid_building", "estate__id__exact=x"),
        ("grid_household", "building__id__exact=x"),
        ("stations_station", "facilities__99999999999999999999=x"),
        ("stations_booking", "starts_at__gte=x"),
        ("stations_booking", "starts_at__gte=9999-99-99"),
        ("stations_space", "door_code__startswith=k"),
        ("stations_walldisplay", "token_digest__startswith=a"),
        ("accounts_user", "password__startswith=pbkdf2"),
    ],
)
def test_what_a_list_does_not_offer_is_refused_in_words(world, client, page, query):
    user = world.users["operator" if page.split("_")[1] in ("user", "accesslog") else "secretary"]
    client.force_login(user)
    url = reverse(f"admin:{page}_changelist")
    response = client.get(f"{url}?{query}")
    assert response.status_code in (302, 403), response
    if response.status_code == 302:
        assert response.url == url


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"starts_at__gte": "2026-11-28T00:00:00+08:00", "starts_at__lt": "2026-11-29T00:00:00+08:00"},
        {"status__in": ",".join(Booking.TO_COME)},
        {"status__exact": "requested"},
        {"day": "today", "o": "1.-2", "p": "1"},
    ],
)
def test_what_a_list_offers_is_taken(rf, query):
    model_admin = admin.site._registry[Booking]
    assert offers(model_admin, request_of(rf, officer("secretary", OrgUnitFactory())), query)


def test_a_list_without_these_checks_tells_digits(rf, monkeypatch):
    """The control: as Django's own list, with Django's own permission."""
    monkeypatch.setattr(ScopedModelAdmin, "lookup_allowed", admin.ModelAdmin.lookup_allowed)
    monkeypatch.setattr(OfferedChangeList, "get_filters", ChangeList.get_filters)
    PersonFactory(phone="+8613800138000")
    request = request_of(rf, StaffFactory())
    assert offers(admin.site._registry[Person], request, {"phone__startswith": "+8613"})
