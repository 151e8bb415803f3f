"""What keeps people from writing in a card, and what they are told then."""


def locked(cast, sari, card):
    assert sari.post(f"/cards/{card.id}/lock").status_code == 204


def closed(cast, sari, card):
    cast.be_at("validation")


def frozen(cast, sari, card):
    assert sari.post("~/freeze").status_code == 204


def only_looking_on(cast, sari, card):
    cast.let_agents_only_look_on()


SITUATIONS = [
    (locked, 409, "locked"),
    (closed, 409, "closed"),
    (frozen, 409, "frozen"),
    (only_looking_on, 403, "forbidden"),
]
