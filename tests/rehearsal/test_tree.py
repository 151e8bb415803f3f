"""The robots' page follows the rules of static/js/morph.js."""

from webapp.rehearsal import tree

PAGE = """<!doctype html><html><head><meta name="live" data-seen="3"></head><body>
<header id="bar">Tulis masalah</header>
<main id="main">
  <ul id="problem-list">
    <li id="problem-1" data-list="problem-list" data-order="1">Antrean</li>
    <li id="problem-3" data-list="problem-list" data-order="3">Sampah</li>
  </ul>
  <div id="my-problems" data-version="1" hx-morph-skip-children><b>mine</b></div>
</main></body></html>"""


def updated(frame):
    page = tree.body_of(PAGE)
    tree.apply(page, frame)
    return page


def items(page):
    return [item.id for item in page.find("problem-list").elements]


def test_an_element_is_replaced_by_the_one_with_its_id():
    assert updated('<header id="bar">Istirahat</header>').find("bar").text == "Istirahat"


def test_a_new_member_goes_to_its_place_in_its_list():
    between = '<li id="problem-2" data-list="problem-list" data-order="2">Lampu</li>'
    last = '<li id="problem-4" data-list="problem-list" data-order="4">Banjir</li>'
    page = updated(f"{last}\n{between}")
    assert items(page) == ["problem-1", "problem-2", "problem-3", "problem-4"]


def test_what_is_gone_is_taken_away():
    assert items(updated('<template id="problem-1" data-gone></template>')) == ["problem-3"]


def test_what_belongs_nowhere_is_left_out():
    page = updated('<p id="turnout">3</p><template id="nothing" data-gone></template>')
    assert tree.differences(page, tree.body_of(PAGE)) == []


def test_a_page_brought_up_to_date_equals_a_fresh_one():
    fresh = PAGE.replace("Tulis masalah", "Istirahat").replace("    <li", "<li").replace("<b>mine</b>", "<i>other</i>")
    assert tree.differences(updated('<header id="bar">Istirahat</header>'), tree.body_of(fresh)) == []


def test_a_difference_is_told_with_the_nearest_id_and_the_words():
    fresh = tree.body_of(PAGE.replace("Sampah", "Sampah menumpuk"))
    (difference,) = tree.differences(tree.body_of(PAGE), fresh)
    assert difference.startswith("#problem-3: ")
    assert "menumpuk" in difference


def test_a_missing_member_a_changed_attribute_and_an_outdated_own_part_are_differences():
    shown = tree.body_of(PAGE)
    assert tree.differences(shown, updated('<template id="problem-1" data-gone></template>'))
    assert tree.differences(shown, tree.body_of(PAGE.replace('data-order="3"', 'data-order="4"')))
    assert tree.differences(shown, tree.body_of(PAGE.replace('data-version="1"', 'data-version="2"')))
