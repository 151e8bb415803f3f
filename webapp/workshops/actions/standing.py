"""What a series stands for: its vision, and the pillars of its brand."""

from flask_babel import gettext as _

from webapp.errors import NotNow
from webapp.workshops.models import Pillar, Series
from webapp.workshops.queries import is_in_use
from webapp.workshops.signals import pillars_taken_off


def stand_for(series: Series, vision: str, names: list[str]) -> bool:
    """Within a change: set the vision and the names of the pillars; False when both read so already.

    What points at a pillar goes on pointing at it: one that keeps its name is the same one, and so is one that is
    renamed in its place.
    """
    if (series.vision, [pillar.name for pillar in series.pillars]) == (vision, names):
        return False
    series.vision = vision
    kept = _kept(series.pillars, names)
    _must_be_free(series, [pillar for pillar in series.pillars if pillar not in kept.values()])
    series.pillars = [kept.get(name) or Pillar() for name in names]
    for position, (pillar, name) in enumerate(zip(series.pillars, names, strict=True)):
        pillar.name, pillar.position = name, position
    return True


def _kept(before: list[Pillar], names: list[str]) -> dict[str, Pillar]:
    """By the new names, the pillars that there were before."""
    by_name = {pillar.name.casefold(): pillar for pillar in before}
    kept = {name: by_name[name.casefold()] for name in names if name.casefold() in by_name}
    if len(names) == len(before):  # with a line more or less, nobody can tell which one was renamed
        same_place = zip(names, before, strict=True)
        kept |= {name: old for name, old in same_place if name not in kept and old not in kept.values()}
    return kept


def _must_be_free(series: Series, gone: list[Pillar]) -> None:
    """Refuse with a sentence where somebody would lose what they chose."""
    if not gone:
        return
    pillars_taken_off.send(series)
    for pillar in gone:
        if is_in_use(pillar):
            raise NotNow(
                _("“%(pillar)s” is in use, so it stays on the list. It can be given another name.", pillar=pillar.name)
            )
