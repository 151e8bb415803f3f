"""No text runs when a list is opened in a spreadsheet program, and each reads back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from webapp.defusing import defuse, restore

RUNNING = ("=HYPERLINK(1)", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "  =1", "\tx")
HARMLESS = ("Lampu mati", "a=b", "3-2", "'kutipan'", "", "Jl. Merdeka + gang", "08-12")


@pytest.mark.parametrize("text", RUNNING)
def test_what_would_run_begins_with_an_apostrophe(text):
    assert defuse(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_stays_as_it_is(text):
    assert defuse(text) == text


@given(some.text(alphabet=some.sampled_from("'=+-@＝ \t\r\nab"), max_size=8))
def test_every_text_reads_back_as_it_was(text):
    assert restore(defuse(text)) == text
    assert not defuse(text).lstrip(" ").startswith(tuple("=+-@＝\t\r\n"))
