"""A form's way into a document: what made one text of another is done to whatever stands there now."""

from webapp.cards.fields import Field
from webapp.coediting.differences import edits_on
from webapp.coediting.documents import CardDoc, blocks_in, plain_text
from webapp.coediting.editing import edit_text
from webapp.coediting.lines import edit_lines
from webapp.coediting.reading import plain


def write(doc: CardDoc, field: Field, base: str, value: str) -> None:
    """Bring what made `value` of `base` into a field; nothing that others have written meanwhile is overwritten."""
    if field.is_long:
        edit_lines(doc.action, edits_on(plain(blocks_in(doc)), base, value))
    else:
        before = plain_text(doc, field.name)
        edit_text(doc.texts[field.name], before, edits_on(before, base, value))
