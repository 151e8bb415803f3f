"""The facilitator has one problem stand for others that say the same; all of them are kept."""

import pytest

from tests.problems.conftest import id_of, is_gone, line_of


def merge(sari, one, into, **options):
    return sari.post(f"{one}/merge", into=id_of(into), **options)


def supporters(page, path):
    """The number on the first button."""
    return line_of(page, path).partition("<b>")[2].partition("</b>")[0]


def test_the_merged_one_leaves_all_lists_and_the_main_one_tells_of_it(shown, pages, now, sari):
    main, other = shown("Lampu mati", "PJU padam")
    before = now()
    assert merge(sari, other, main).status_code == 204
    for frame, page in zip(pages(before), pages(), strict=True):
        assert is_gone(frame, other)
        assert line_of(page, other) is None
        assert line_of(page, main) == line_of(frame, main)
        assert "git-merge" in line_of(page, main)
        assert 'id="problems-shown"' in frame


def test_the_original_is_kept_and_found_from_the_main_one(shown, sari, budi):
    main, other = shown("Lampu mati", "PJU padam")
    merge(sari, other, main)
    page = budi.get(main).text
    assert f'href="{other}"' in page
    assert "Cerita PJU padam" in page
    assert f'href="{main}"' in budi.get(other).text


def test_it_comes_back_at_any_time(shown, pages, now, sari):
    main, other = shown("Lampu mati", "PJU padam")
    before = pages()
    merge(sari, other, main)
    sari.post("~/step", kind="cards")
    assert sari.delete(f"{other}/merge").status_code == 204
    sari.post("~/step", kind="problems")
    assert [line_of(page, other) for page in pages()] == [line_of(page, other) for page in before]
    at = now()
    assert sari.post(f"{other}/merge/undoing").status_code == 204
    assert now() == at, "what stands for itself already changes nothing"


def test_separating_by_delete_is_for_the_facilitator_alone_and_acts_once(shown, now, sari, ani, charlie, nobody, cast):
    main, other = shown("Lampu mati", "PJU padam")
    merge(sari, other, main)
    before = now()
    for person, status in ((ani, 403), (charlie, 404), (nobody, 401)):
        assert person.delete(f"{other}/merge").status_code == status
    assert sari.delete(f"/problems/{cast.workshop.id}/merge").status_code == 404
    assert now() == before
    for _ in range(2):
        assert sari.delete(f"{other}/merge").status_code == 204
    assert now() == before + 1
    assert line_of(ani.get("~").text, other)


def test_it_comes_back_by_the_frame(shown, pages, now, sari):
    main, other = shown("Lampu mati", "PJU padam")
    merge(sari, other, main)
    before = now()
    sari.post(f"{other}/merge/undoing")
    for frame, page in zip(pages(before), pages(), strict=True):
        assert line_of(frame, other) == line_of(page, other)
        assert line_of(frame, main) == line_of(page, main)
        assert "git-merge" not in line_of(page, main)


def test_supporters_are_people_each_counted_once(shown, cast, sari, ani, budi):
    main, other, third = shown("Lampu mati", "PJU padam", "Gelap")  # Ani's, Budi's, Ani's
    dewi, tono = cast.agent("Dewi", "DPU"), cast.agent("Tono", "Dinkes")
    for problem in (main, other):
        dewi.post(f"{problem}/reactions", kind="same")
    tono.post(f"{other}/reactions", kind="same")
    ani.post(f"{other}/reactions", kind="same")
    merge(sari, other, main)
    assert supporters(ani.get("~").text, main) == "3", (
        "Dewi once, Tono, and Budi, who wrote it; not Ani, whose own it is"
    )
    merge(sari, third, main)
    assert supporters(ani.get("~").text, main) == "3", "Ani's other one"


def test_taking_back_takes_back_for_all_together(shown, cast, sari, ani):
    main, other = shown("Lampu mati", "PJU padam")
    dewi = cast.agent("Dewi", "DPU")
    for problem in (main, other):
        dewi.post(f"{problem}/reactions", kind="important")
    merge(sari, other, main)
    assert dewi.post(f"{main}/reactions", kind="important", on="0").status_code == 204
    sari.post(f"{other}/merge/undoing")
    assert 'value="important"' in line_of(ani.get("~").text, other)
    assert "<b>1</b>" not in line_of(ani.get("~").text, other) + line_of(ani.get("~").text, main)


def test_what_is_said_of_a_merged_one_is_said_of_the_main_one(shown, pages, now, cast, sari):
    main, other = shown("Lampu mati", "PJU padam")
    merge(sari, other, main)
    before = now()
    assert cast.agent("Dewi", "DPU").post(f"{other}/reactions", kind="help").status_code == 204
    assert "<b>1</b>" in line_of(pages(before)[0], main)


def test_into_a_merged_one_means_into_its_main_one(shown, sari, ani):
    first, second, third = shown("A mati", "B mati", "C mati")
    merge(sari, second, third)
    assert merge(sari, first, second).status_code == 204
    page = ani.get(third).text
    assert f'href="{first}"' in page
    assert f'href="{second}"' in page


def test_what_is_under_it_comes_along_and_each_comes_back_alone(shown, sari, ani):
    first, second, third = shown("A mati", "B mati", "C mati")
    merge(sari, first, second)
    merge(sari, second, third)
    assert f'href="{first}"' in ani.get(third).text
    sari.post(f"{first}/merge/undoing")
    page = ani.get("~").text
    assert line_of(page, first)
    assert not line_of(page, second)
    merge(sari, first, third)
    sari.post(f"{second}/merge/undoing")
    page = ani.get("~").text
    assert line_of(page, second)
    assert not line_of(page, first), "what came along stays with the main one"


def test_from_one_main_problem_to_another(shown, sari, ani, pages, now):
    first, second, third = shown("A mati", "B mati", "C mati")
    merge(sari, first, second)
    before = now()
    assert merge(sari, first, third).status_code == 204
    for frame in pages(before):
        assert "git-merge" in line_of(frame, third)
        assert "git-merge" not in line_of(frame, second)


def test_never_in_a_circle(shown, sari):
    first, second = shown("A mati", "B mati")
    merge(sari, first, second)
    assert merge(sari, second, first).status_code == 409
    assert merge(sari, first, first).status_code == 422


def test_the_cards_of_a_merged_one_are_shown_with_the_main_one(shown, sari, ani):
    main, other = shown("Lampu mati", "PJU padam")
    sari.post("~/step", kind="cards")
    card = ani.post("~/cards", problem=id_of(other)).headers["Location"]
    merge(sari, other, main)
    assert f'href="{card}"' in ani.get(main).text
    assert f'href="{main}"' in ani.get(card).text, "and the card answers the main one"
    rows = ani.get("~").text.partition('id="problem-rows"')[2]
    assert f'href="{main}"' in rows
    assert f'href="{other}"' not in rows


def test_while_cards_are_made_the_rows_follow(shown, pages, now, sari, ani):
    main, other = shown("Lampu mati", "PJU padam")
    sari.post("~/step", kind="cards")
    before = now()
    merge(sari, other, main)
    for frame in pages(before)[:2]:
        rows = frame.partition('id="problem-rows"')[2]
        assert f'href="{main}"' in rows
        assert f'href="{other}"' not in rows.partition("</ul>")[0]


def test_what_is_not_shown_or_hidden_cannot_be_merged(shown, cast, sari, ani):
    main, other = shown("Lampu mati", "PJU padam")
    sari.post(f"{other}/hiding", why="Menyebut orang")
    assert merge(sari, other, main).status_code == 409
    assert merge(sari, main, other).status_code == 409
    assert sari.post(f"{main}/merge", into="x").status_code == 404
    assert sari.post(f"{main}/merge").status_code == 404


def test_before_the_reveal_there_is_nothing_to_merge(cast, ani, sari):
    cast.be_at("problems")
    one, other = (ani.post("~/problems", title=title).headers["Location"] for title in ("A mati", "B mati"))
    assert merge(sari, one, other).status_code == 404
    assert sari.post(f"{one}/hiding", why="x").status_code == 404


@pytest.mark.parametrize("verb", ["merge", "merge/undoing", "separation", "hiding", "restoration"])
def test_only_the_facilitator(shown, ani, charlie, nobody, verb):
    one, other = shown("Lampu mati", "PJU padam")
    form = {"into": id_of(other), "other": id_of(other), "why": "x"}
    assert ani.post(f"{one}/{verb}", **form).status_code == 403
    assert charlie.post(f"{one}/{verb}", **form).status_code == 404
    assert nobody.post(f"{one}/{verb}", **form).status_code == 401


def test_the_same_command_twice_acts_once(shown, now, sari):
    main, other = shown("Lampu mati", "PJU padam")
    merge(sari, other, main, key="once")
    sari.post(f"{other}/merge/undoing")
    before = now()
    assert merge(sari, other, main, key="once").status_code == 204
    assert now() == before
    merge(sari, other, main)
    before = now()
    assert merge(sari, other, main).status_code == 204
    assert now() == before, "what stands already changes nothing"


def test_a_phone_knows_what_was_said_of_the_merged_ones(shown, sari, ani):
    main, other = shown("Lampu mati", "PJU padam")
    merge(sari, other, main)
    assert f'data-holds="{id_of(other)}"' in line_of(ani.get("~").text, main)
