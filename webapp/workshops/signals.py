"""What other features want to know of the room at the very moment, inside the change in which it happens."""

from blinker import Signal

step_left = Signal("Sent with the workshop, the `step` that it leaves and the actor `by` whom, inside that change.")
pillars_taken_off = Signal(
    "Sent with the series inside the change that takes pillars off its list, which it may refuse."
)
