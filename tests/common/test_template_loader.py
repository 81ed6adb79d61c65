"""Line breaks that only lay out the source of a page do not reach the browser; nothing else is lost."""

import pytest
from django.conf import settings
from django.template import Context, Engine, TemplateSyntaxError
from django.template.base import DebugLexer, Lexer
from django.template.loader import get_template
from django.utils import translation

from common.template_loader import HTMLReader, without_line_breaks

LOADER = (
    "common.template_loader.Loader",
    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
)


@pytest.fixture
def render(tmp_path):
    """Write a template and render it as the portal's own."""

    def render_source(source: str, *, name: str = "page.html", debug: bool = False, **context) -> str:
        (tmp_path / name).write_text(source)
        builtins = ["django.templatetags.i18n", "django.templatetags.static"]
        engine = Engine(dirs=[tmp_path], loaders=[LOADER], debug=debug, builtins=builtins)
        return engine.get_template(name).render(Context(context))

    return render_source


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        # Beside a tag or a variable: nothing.
        ("<p>\n  海棠\n</p>\n", "<p>海棠</p>"),
        ("<b>海棠</b>\n<i>先锋</i>", "<b>海棠</b><i>先锋</i>"),
        ("海棠\n  <b>先锋</b>\n  岗", "海棠<b>先锋</b>岗"),
        ("{{ a }}\n{{ b }}", "甲乙"),
        ("第\n{{ a }}\n网格", "第甲网格"),
        ("{% if a %}\n  {{ a }}\n{% else %}\n  {{ b }}\n{% endif %}\n{{ b }}", "甲乙"),
        ("<i></i>\n{# a note #}\n<b></b>", "<i></i><b></b>"),
        ("<i></i>\n{% comment %}\n<\n{% endcomment %}\n<b></b>", "<i></i><b></b>"),
        ("<!doctype html>\r\n<html>\r\n</html>", "<!doctype html><html></html>"),
        # Between two words: one space.
        ("<p>\n  Come\n  all in\n</p>", "<p>Come all in</p>"),
        ("1 <\n  2", "1 < 2"),
        # Blanks within a line stay, beside tags too.
        ("{{ a }} {{ b }}", "甲 乙"),
        ("<b>3</b> people <i>came</i>\n", "<b>3</b> people <i>came</i>"),
        ("<p>{{ a }} · {% if b %}{{ b }} {% endif %}</p>", "<p>甲 · 乙 </p>"),
        # A space where the formatter breaks the line.
        ('<b>3</b>\n{{ " " }}\n<i>people</i>', "<b>3</b> <i>people</i>"),
        ("{% if a %}\n  {{ ' ' }}· {{ a }}\n{% endif %}", " · 甲"),
        # The ideographic space and the no-break space are text.
        ("<p>\u3000\n海棠\n\u00a0</p>", "<p>\u3000 海棠 \u00a0</p>"),
        # Inside a tag: one space, and nothing before its end.
        ('<a class="x"\n   href="/"\n>', '<a class="x" href="/">'),
        ('<a class="x\n          y">', '<a class="x y">'),
        ('<a\n  {% if a %}\n  rel="x"\n  {% endif %}\n>\n海', '<a  rel="x" >海'),
        ('<a title="a > b\n  c">\n海', '<a title="a > b c">海'),
        ("""<a title='{% if a %}"{% endif %}\n'>\n海""", """<a title='" '>海"""),
        (
            '<{% if a %}a href="/"{% else %}b{% endif %}\n  class="x">\n海\n</{% if a %}a{% else %}b{% endif %}>',
            '<a href="/" class="x">海</a>',
        ),
    ],
)
def test_a_line_break_is_nothing_beside_a_tag_and_one_space_elsewhere(render, source, sent):
    assert render(source, a="甲", b="乙") == sent


@pytest.mark.parametrize(
    "source",
    [
        "<pre>\n  a\n  <b>\n b\n</b></pre>",
        "<textarea{% if a %} rows='2'{% endif %}>\n{{ b }}\n  b\n</textarea>",
        "<script>\nlet a = 1 < 2;\n</script>",
        "<style>\n p > b {}\n</style>",
        "<!-- it's\n<p>\n -->",
        "{% verbatim %}\n<p>\n  {{ a }}\n</p>{% endverbatim %}",
    ],
)
def test_where_every_blank_counts_nothing_changes(render, source):
    expected = Engine(builtins=["django.templatetags.i18n"]).from_string(source).render(Context({"b": "乙"}))
    assert render(source, b="乙") == expected
    assert render(f"{source}\n<p>\n海\n</p>", b="乙") == f"{expected}<p>海</p>"


def test_a_message_is_asked_for_as_makemessages_wrote_it_down(render, monkeypatch):
    asked = []
    monkeypatch.setattr(translation, "gettext", lambda message: asked.append(message) or message)
    untrimmed = "{% blocktranslate %}\n  Come\n  <b>in</b>\n{% endblocktranslate %}"
    trimmed = "{% blocktranslate trimmed %}\n  Come\n  in\n{% endblocktranslate %}"
    assert render(f"{untrimmed}\n<p>\n{trimmed}\n</p>") == "\n  Come\n  <b>in</b>\n<p>Come in</p>"
    assert asked == ["\n  Come\n  <b>in</b>\n", "Come in"]


def test_a_space_that_is_spelled_out_costs_no_more_than_text():
    tokens = list(without_line_breaks(Lexer('<b></b>\n{{ " " }}\n').tokenize()))
    assert [(token.token_type.name, token.contents) for token in tokens] == [("TEXT", "<b></b>"), ("TEXT", " ")]


def test_templates_of_mails_stay_as_they_are(render):
    assert render("{{ a }}\n\n{{ b }}\n", name="mail.txt", a="a", b="b") == "a\n\nb\n"


def test_templates_of_other_packages_stay_as_they_are():
    theirs = get_template("django/forms/widgets/input.html").template
    assert not any(theirs.origin.name.startswith(str(folder)) for folder in theirs.engine.dirs)
    plain = Lexer(theirs.source).tokenize()
    assert [token.contents for token in without_line_breaks(plain)] != [
        token.contents for token in Lexer(theirs.source).tokenize()
    ], "nothing in it that could have been left out"
    assert theirs.nodelist[0].s == Engine().from_string(theirs.source).nodelist[0].s


def test_the_portal_compiles_a_template_once(settings):
    assert get_template("base.html").template is get_template("base.html").template
    assert "\n" not in get_template("base.html").template.nodelist[0].s


@pytest.mark.parametrize("debug", [False, True])
def test_a_mistake_is_reported_with_the_line_of_the_source(render, debug):
    with pytest.raises(TemplateSyntaxError, match="on line 3"):
        render("<p>\n</p>\n{% nonsense %}", debug=debug)


def test_a_failure_while_rendering_is_shown_at_its_place_in_the_source(render):
    def fail():
        raise ValueError

    with pytest.raises(ValueError) as raised:
        render("<p>\n</p>\n{{ fail }}", debug=True, fail=fail)
    assert raised.value.template_debug["line"] == 3
    assert raised.value.template_debug["during"] == "{{ fail }}"


def test_every_template_of_the_portal_is_read_to_its_end():
    """A quotation mark that does not close, or a tag that ends in one branch only, would spoil what follows."""
    unread = []
    paths = [path for folder in settings.TEMPLATES[0]["DIRS"] for path in folder.rglob("*.html")]
    assert len(paths) > 100, "the templates were not found"
    for path in paths:
        reader = HTMLReader()
        for token in DebugLexer(path.read_text()).tokenize():
            if token.token_type.name == "TEXT":
                reader.read(token.contents)
        if reader.is_in_tag or reader.quote or reader.verbatim_until:
            unread.append(str(path))
    assert unread == []
