import pytest
from tests.browser.test_coediting import write_in, open_editor, stored, field, shows, is_stored
from tests.browser.test_coediting import card, visit
pytestmark=[pytest.mark.browser]
SEL="()=>[getSelection().anchorOffset, getSelection().focusOffset, document.activeElement.className, getSelection().anchorNode?.textContent, document.querySelector('.rich').innerHTML]"

@pytest.mark.parametrize("moved", [False, True])
def test_zz(ani, budi, visit, card, moved):
    v = visit(ani); w=visit(budi)
    one = write_in(v, card)
    open_editor(one)
    one.keyboard.type("Regu")
    if moved: field(one).click()
    is_stored(card, "Regu", "action")
    page=write_in(w, card)
    open_editor(page)
    page.wait_for_timeout(500)
    for k in ("ArrowLeft","Home","Control+a","ArrowLeft","Control+Home","Shift+ArrowRight"):
        page.keyboard.press(k); page.wait_for_timeout(200); print(moved, k, page.evaluate(SEL))
    print(v.complaints, w.complaints)
