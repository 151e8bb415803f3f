import pytest
from tests.browser.test_coediting import write_in, open_editor, stored, field, shows
from tests.browser.test_coediting import card, visit
pytestmark=[pytest.mark.browser]

def test_zz(ani, budi, visit, card):
    v = visit(ani)
    one = write_in(v, card)
    open_editor(one)
    one.keyboard.type("Regu jam")
    SEL="()=>[getSelection().anchorOffset, getSelection().focusOffset, document.activeElement.className, getSelection().anchorNode?.textContent]"
    one.evaluate("()=>document.addEventListener('keydown', e=>setTimeout(()=>console.error(e.key, e.defaultPrevented)))")
    for k in ("ArrowLeft","Home","Control+a","ArrowLeft","Control+Home","Shift+ArrowRight"):
        one.keyboard.press(k); one.wait_for_timeout(200); print(k, one.evaluate(SEL))
    print(v.complaints)
