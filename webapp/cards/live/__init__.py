"""What cards look like in each view, and what their events redraw."""

from webapp.cards.live import listed as listed
from webapp.cards.live.page import CARD_PAGE as CARD_PAGE
from webapp.cards.live.page import WRITING_PAGE as WRITING_PAGE
