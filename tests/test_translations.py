"""The Chinese catalogue is complete: nothing missing, nothing fuzzy, nothing left over."""

import polib
import pytest

from tests.support import translations

HOW = "python manage.py makemessages -l zh_Hans --no-location --no-wrap --ignore=.venv --ignore=var"


def test_every_message_of_the_sources_is_in_the_catalogue():
    known = {translations.key(entry) for entry in translations.catalogue() if not entry.obsolete}
    found = translations.messages()
    assert len(found) > 100, "the sources were not searched"
    assert [f"{found[key]}: {key[1]}" for key in found if key not in known] == [], HOW


def test_every_message_is_translated_and_none_is_fuzzy():
    entries = [entry for entry in translations.catalogue() if not entry.obsolete]
    assert [entry.msgid for entry in entries if not translations.translated(entry)] == []


def test_the_catalogue_holds_nothing_that_the_sources_no_longer_say():
    found = translations.messages()
    left_over = [entry.msgid for entry in translations.catalogue() if translations.key(entry) not in found]
    assert left_over == [], HOW


def test_translations_fill_in_the_same_things_as_their_messages():
    wrong = []
    for entry in filter(translations.translated, translations.catalogue()):
        said = translations.placeholders(entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr])
        meant = translations.placeholders([entry.msgid_plural or entry.msgid])
        if said != meant:
            wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("domain", translations.OF_LIBRARIES)
def test_the_words_for_libraries_are_for_what_they_say_and_we_do_not(domain):
    libraries = [path / "LC_MESSAGES" / f"{domain}.po" for path in translations.LIBRARIES]
    says = {translations.key(entry) for path in libraries if path.exists() for entry in polib.pofile(path)}
    entries = list(polib.pofile(translations.OF_LIBRARIES[domain]))
    ours = translations.messages()
    assert [entry.msgid for entry in entries if translations.key(entry) not in says] == []
    assert [entry.msgid for entry in entries if translations.key(entry) in ours] == []
    assert [entry.msgid for entry in entries if not translations.translated(entry)] == []
    for entry in entries:
        words = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        assert translations.placeholders(words) == translations.placeholders([entry.msgid_plural or entry.msgid])


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ('{% translate "Come (all) in" %}', ("", "Come (all) in")),
        ("{% blocktranslate trimmed with n=x %}\n  Page\n  {{ n }}\n{% endblocktranslate %}", ("", "Page %(n)s")),
        ('{% translate "May" context "month" %}', ("month", "May")),
        ('{{ x|default:_("none") }}', ("", "none")),
    ],
)
def test_messages_of_templates_are_found(tmp_path, template, expected):
    (tmp_path / "page.html").write_text(f"<p>it's (here)</p>{template}")
    assert list(translations.messages_of(tmp_path / "page.html")) == [expected]
