"""The facilitator hides a problem with a reason that its writer reads, and brings it back."""

from tests.problems.conftest import id_of, is_gone, line_of

WHY = "Menyebut nama orang"


def test_it_leaves_all_lists(shown, pages, now, sari):
    other, problem = shown("Banjir", "Pak lurah")
    before = now()
    assert sari.post(f"{problem}/hiding", why=WHY).status_code == 204
    for frame, page in zip(pages(before), pages(), strict=True):
        assert is_gone(frame, problem)
        assert line_of(page, problem) is None
        assert line_of(page, other)
    assert all(WHY not in page for page in (pages()[0], pages()[2])), "the reason is for the desk"


def test_its_writer_and_the_facilitator_read_why_and_nobody_else_finds_it(shown, sari, ani, budi, charlie):
    _, problem = shown("Banjir", "Pak lurah")  # Budi's
    sari.post(f"{problem}/hiding", why=WHY)
    for person in (budi, sari):
        assert WHY in person.get(problem).text
    assert ani.get(problem).status_code == 404
    assert charlie.get(problem).status_code == 404


def test_the_desk_lists_it_and_brings_it_back(shown, pages, now, sari, ani):
    _, problem = shown("Banjir", "Pak lurah")
    sari.post(f"{problem}/hiding", why=WHY)
    hidden = sari.get("~/desk").text.partition('id="hidden-problems"')[2]
    assert WHY in hidden
    before = now()
    assert sari.post(f"{problem}/restoration").status_code == 204
    for frame, page in zip(pages(before), pages(), strict=True):
        assert line_of(frame, problem) == line_of(page, problem)
    assert ani.get(problem).status_code == 200


def test_a_reason_is_needed(shown, sari):
    (problem,) = shown("Banjir")
    assert sari.post(f"{problem}/hiding").status_code == 422
    assert sari.post(f"{problem}/hiding", why=" ").status_code == 422
    assert sari.post(f"{problem}/hiding", why="x" * 201).status_code == 422


def test_what_was_merged_into_it_stands_for_itself_again(shown, sari, ani):
    main, other = shown("Pak lurah", "Lampu mati")
    sari.post(f"{other}/merge", into=id_of(main))
    sari.post(f"{main}/hiding", why=WHY)
    page = ani.get("~").text
    assert line_of(page, other)
    assert line_of(page, main) is None


def test_a_merged_one_leaves_its_main_one(shown, sari, budi, ani):
    main, other = shown("Lampu mati", "Pak lurah")  # Ani's, Budi's
    sari.post(f"{other}/merge", into=id_of(main))
    sari.post(f"{other}/hiding", why=WHY)
    assert "git-merge" not in line_of(ani.get("~").text, main)
    assert other not in ani.get(main).text
    assert WHY in budi.get(other).text


def test_nothing_is_said_of_it_any_more(shown, sari, ani, budi, cast):
    _, problem = shown("Banjir", "Pak lurah")  # Budi's
    sari.post(f"{problem}/hiding", why=WHY)
    assert ani.post(f"{problem}/reactions", kind="same").status_code == 404
    assert budi.post(f"{problem}/reactions", kind="important").status_code == 409
    sari.post("~/step", kind="cards")
    assert ani.post("~/cards", problem=id_of(problem)).status_code == 404


def test_a_card_made_from_it_no_longer_tells_of_it(shown, sari, ani):
    _, problem = shown("Banjir", "Pak lurah")
    sari.post("~/step", kind="cards")
    card = ani.post("~/cards", title="Telepon", problem=id_of(problem)).headers["Location"]
    sari.post(f"{problem}/hiding", why=WHY)
    assert "Pak lurah" not in ani.get(card).text


def test_again_it_changes_nothing(shown, now, sari):
    (problem,) = shown("Banjir")
    sari.post(f"{problem}/hiding", why=WHY)
    before = now()
    assert sari.post(f"{problem}/hiding", why="Lain").status_code == 204
    sari.post(f"{problem}/restoration", key="once")
    sari.post(f"{problem}/restoration", key="once")
    sari.post(f"{problem}/restoration")
    assert now() == before + 1
