"""In care mode a list shows its first rows and folds the others."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from common.care import Care

LIST = '{% few row in rows class="list" %}<li>{{ row }}</li>{% endfew %}'


def drawn(rows, *, care):
    request = RequestFactory().get("/")
    request.care = Care(on=care)
    html = Template(LIST).render(Context({"rows": rows, "request": request}))
    return "".join(html.split())


def test_outside_care_mode_all_rows_stand_there():
    assert drawn("abcde", care=False) == '<ulclass="list"><li>a</li><li>b</li><li>c</li><li>d</li><li>e</li></ul>'


def test_in_care_mode_three_stand_there_and_the_others_are_folded():
    first, _details, rest = drawn("abcde", care=True).partition("<details")
    assert first == '<ulclass="list"><li>a</li><li>b</li><li>c</li></ul>'
    assert "更多（还有2个）" in rest
    assert '<ulclass="list"><li>d</li><li>e</li></ul>' in rest


def test_a_short_list_folds_nothing():
    assert drawn("abc", care=True) == drawn("abc", care=False)
    assert drawn((), care=True) == '<ulclass="list"></ul>'


def test_words_that_are_no_list_are_a_mistake_of_the_programmer():
    with pytest.raises(TemplateSyntaxError):
        Template("{% few rows %}{% endfew %}")
