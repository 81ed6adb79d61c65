"""Who looks for the care mode finds it, however the words are typed."""

import pytest

from common.care import is_search_for_care


@pytest.mark.parametrize(
    "words", ["关怀版", "长辈版", "老年版", "大字版", "大字", " 大 字 ", "“大字体”", "Large Text", "无障碍"]
)
def test_the_words_for_large_text_are_understood(words):
    assert is_search_for_care(words)


@pytest.mark.parametrize("words", ["", "书法", "老人健康讲座", "大字报展"])
def test_a_search_for_an_event_is_none_for_the_care_mode(words):
    assert not is_search_for_care(words)
