"""Days that a new workshop can be made from, with instructions in both languages."""

from dataclasses import dataclass
from datetime import time

from webapp.workshops.models import Step


@dataclass(frozen=True)
class PlannedStep:
    """One step of a template."""

    kind: str
    name_id: str
    name_en: str
    minutes: int
    instruction_id: str = ""
    instruction_en: str = ""


def _lobby(minutes: int) -> PlannedStep:
    return PlannedStep(
        "lobby", "Registrasi", "Registration", minutes,
        "Pindai kode QR, pilih nama Anda, lalu tunggu pembukaan.",
        "Scan the QR code, choose your name, then wait for the opening.",
    )  # fmt: skip


def _opening(minutes: int) -> PlannedStep:
    return PlannedStep(
        "opening", "Pembukaan", "Opening", minutes,
        "Pilar mana yang paling dilayani OPD Anda?",
        "Which pillar does your agency serve most?",
    )  # fmt: skip


def _complaints(minutes: int) -> PlannedStep:
    return PlannedStep(
        "complaints", "Aduan warga", "Citizens’ complaints", minutes,
        "Apa yang paling sering dikeluhkan warga? Tandai yang Anda kenal dari lapangan.",
        "What do citizens complain about most? Mark what you know from the field.",
    )  # fmt: skip


def _problems(minutes: int) -> PlannedStep:
    return PlannedStep(
        "problems", "Tulis masalah", "Write problems", minutes,
        "Masalah apa yang Anda alami sendiri?",
        "Which problems have you lived through yourself?",
    )  # fmt: skip


def _cards(minutes: int) -> PlannedStep:
    return PlannedStep(
        "cards", "Susun kartu", "Make cards", minutes,
        "Pilih masalah yang bisa cepat diperbaiki bersama, lalu jadikan kartu program.",
        "Choose problems that can soon be mended together, and make programme cards of them.",
    )  # fmt: skip


def _break(name_id: str, name_en: str, minutes: int, instruction_id: str = "", instruction_en: str = "") -> PlannedStep:
    return PlannedStep(
        "break", name_id, name_en, minutes,
        instruction_id or "Ponsel boleh tidur; nanti kembali sendiri.",
        instruction_en or "Your phone may sleep; it comes back by itself.",
    )  # fmt: skip


def _validation(minutes: int) -> PlannedStep:
    return PlannedStep(
        "validation", "Validasi", "Validation", minutes,
        "Nilai setiap kartu menurut Anda sendiri. Penilaian rahasia; belum tahu juga boleh.",
        "Judge each card for yourself. The vote is secret, and “don’t know” is an answer too.",
    )  # fmt: skip


@dataclass(frozen=True)
class Template:
    """A day to begin from."""

    key: str
    starts_at: time
    steps: tuple[PlannedStep, ...]

    def summary(self, language: str) -> str:
        """Its steps in a row."""
        return ", ".join(step.name_en if language == "en" else step.name_id for step in self.steps)


DEMO = (
    _lobby(0),
    _opening(4),
    _complaints(10),
    _problems(8),
    _cards(40),
    _break("Istirahat", "Break", 15),
    _validation(20),
)

_LUNCH = _break("Makan siang dan salat", "Lunch and prayer", 75)
_NOON = _break(
    "Salat Zuhur", "Noon prayer", 45,
    "Salat dan istirahat; hari ini tanpa makan siang.",
    "Prayer and rest; no lunch today.",
)  # fmt: skip
_REST = _break("Istirahat", "Break", 15)

TEMPLATES = {
    template.key: template
    for template in (
        Template(
            "full-day",
            time(8, 0),
            (
                _lobby(30),
                _opening(25),
                _complaints(20),
                _problems(40),
                _REST,
                _cards(120),
                _LUNCH,
                _validation(60),
                _REST,
            ),
        ),
        Template(
            "half-day",
            time(8, 0),
            (_lobby(20), _opening(25), _complaints(10), _problems(20), _cards(75), _REST, _validation(40)),
        ),
        Template(
            "ramadan",
            time(9, 0),
            (_lobby(20), _opening(25), _complaints(10), _problems(20), _cards(70), _NOON, _validation(40)),
        ),
    )
}


def steps_of(planned: tuple[PlannedStep, ...]) -> list[Step]:
    """Fresh steps for a workshop."""
    return [Step(position=position, **vars(step)) for position, step in enumerate(planned)]


def usual_step(kind: str) -> PlannedStep | None:
    """A step of this kind as most days have it."""
    return {step.kind: step for step in DEMO}.get(kind)
