"""What a round makes of a card: its updates are judged one after the other on a copy of the document."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from webapp.changes import Actor
from webapp.coediting import log
from webapp.coediting.admission import Copy
from webapp.coediting.log import Held, State
from webapp.coediting.policy import Situation, Writer, must_be_able_to_write
from webapp.coediting.queries import Hands
from webapp.coediting.refusals import Strange
from webapp.coediting.sent import Sent, too_fast
from webapp.drawing import in_language
from webapp.errors import Refusal


def judge(held: Held, came: Sequence[Sent], hands: Hands) -> "Judged":
    """Within the transaction: append what may be."""
    before = log.state_at(held.card_id, held.n)
    try:
        judged = Judged(held, before, *hands)
        judged.take(came)
        judged.copy.check()
    except Refusal:  # somebody's update has made of the document what none may: whose was it?
        judged = Judged(held, before, *hands)
        judged.take(came, checking_each=True)
    for client, author in judged.copy.new_clients.items():
        log.bind_client(held.card_id, client, author)
    state = judged.copy.state if judged.taken else before.update
    judged.after = State(log.add_rows(held, judged.taken, state), state, judged.copy.pairs)
    return judged


class Judged:
    """The updates of a round, judged one after the other on a copy of the document."""

    def __init__(self, held: Held, before: State, situation: Situation, writers: Mapping[UUID, Writer]) -> None:
        self._n, self._situation, self._writers = held.n, situation, writers
        self.copy = Copy(held.card_id, before)
        self.taken: list[tuple[bytes, Actor]] = []
        self.outcomes: list[int | Refusal] = []  # for each update the number of its row, or why it was not taken
        self.after = before

    def take(self, came: Sequence[Sent], checking_each: bool = False) -> None:
        """Judge all of them; what one makes of the document is looked at for each or not at all."""
        for sent in came:
            with in_language(sent.language):
                try:
                    self._take(sent, checking_each)
                    self.outcomes.append(self._n + len(self.taken))
                except Refusal as refusal:
                    self.outcomes.append(refusal)

    def _take(self, sent: Sent, checking: bool) -> None:
        if sent.update and self.copy.has(sent.update):
            return  # also where its author may not write any more: only its answer was lost
        must_be_able_to_write(sent.author, self._writers.get(sent.author.id), self._situation)
        if sent.update is None:
            raise Strange
        taken = self.copy.admit_sent(sent.data, sent.update, sent.author, sent.pay, checking)
        self.taken.append((taken, sent.author))
        if taken is not sent.data:
            raise too_fast()  # the rest is sent again, as all that comes too fast
