"""In care mode a list shows its first rows and folds the others."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from common.care import Care

LIST = '{% few row in rows class="list" %}<li>{{ row }}</li>{% endfew %}'


def drawn(rows, *, care, source=LIST, **more):
    request = RequestFactory().get("/")
    request.care = Care(on=care)
    html = Template(source).render(Context({"rows": rows, "request": request, **more}))
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


def test_a_row_has_several_names_and_a_number_and_its_list_counts_on():
    source = (
        '{% few sign, word in rows tag="ol" first=1 %}<li>{{ forloop.counter }}{{ sign }}{{ word }}</li>{% endfew %}'
    )
    first, _details, rest = drawn([("a", "b"), ("c", "d")], care=True, source=source).partition("<details")
    assert first == "<ol><li>1ab</li></ol>"
    assert '<olstart="2"><li>2cd</li></ol>' in rest
    with pytest.raises(ValueError):
        drawn(["abc"], care=True, source=source)


def test_words_that_are_no_list_are_a_mistake_of_the_programmer():
    for words in ("few", "few rows", "few row in rows list", 'few row in rows style="list"'):
        with pytest.raises(TemplateSyntaxError):
            Template("{% " + words + " %}{% endfew %}")
