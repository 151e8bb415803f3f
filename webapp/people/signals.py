"""What other features want to know of people at the very moment, inside the change in which it happens."""

from blinker import Signal

seat_changed_hands = Signal(
    "Sent with the seat inside the change by which another browser takes it over: what stands open there is no"
    " longer to be shown to whoever holds it."
)

tidying = Signal(
    "Sent with a database session, once a day, to delete what nobody can use any more; it commits by itself."
)
