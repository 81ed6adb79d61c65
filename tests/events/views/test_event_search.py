"""The search of the public list of events takes any writing of titles and places."""

import pytest

from tests.factories import EventFactory

pytestmark = pytest.mark.django_db
READING, MUSIC = "亲子阅读·悦流小剧场（第2期）", "重阳节长者音乐会"


def found(client, typed: str) -> set[str]:
    return {event.title for event in client.get("/events/", {"q": typed}).context["page"].rows}


@pytest.mark.parametrize(
    "typed",
    [
        "亲子阅读",
        "亲子閱讀",
        "親子 阅读",
        "亲子·阅读",
        "亲子 · 阅读",
        "阅读悦流",
        "qzyd",
        "QZYD",
        "qinziyuedu",
        "qin zi yue du",
        "qinzi yd",
        "yueliu",
        "ylxjc",
        "第２期",
        "xgc 阅读",
        "小廣場",
        "xiaoguangchang",
    ],
)
def test_any_writing_of_the_title_or_the_place(client, typed):
    EventFactory(title=READING, place="小广场", kind="festival")
    EventFactory(title=MUSIC, place="东门", kind="festival")
    assert found(client, typed) == {READING}


@pytest.mark.parametrize("typed", ["yinyue", "yyh", "chongyang", "zhangzhe", "zzyyh", "cyj"])
def test_words_are_read_as_the_dictionary_has_them(client, typed):
    EventFactory(title=READING, place="小广场", kind="festival")
    EventFactory(title=MUSIC, place="东门", kind="festival")
    assert found(client, typed) == {MUSIC}


@pytest.mark.parametrize("typed", ["·", "%", "uedu", "亲子 音乐", "' | 'v:*", "\\"])
def test_marks_middles_of_syllables_and_words_of_two_events_find_nothing(client, typed):
    EventFactory(title=READING, place="小广场", kind="festival")
    EventFactory(title=MUSIC, place="东门", kind="festival")
    assert found(client, typed) == set()


@pytest.mark.parametrize("typed", ["亲子阅读", "qzyd", "親子", "亲子 悦流"])
def test_what_stands_on_a_card_as_the_kind_is_found_too(client, typed):
    EventFactory(title="悦流小剧场", place="小广场", kind="reading")
    EventFactory(title=MUSIC, place="东门", kind="festival")
    assert found(client, typed) == {"悦流小剧场"}
