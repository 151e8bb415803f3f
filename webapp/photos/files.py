"""Where photos lie: in the instance folder, by workshop, under random names that only a row knows."""

import logging
import secrets
from collections.abc import Iterable
from pathlib import Path
from time import time
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from webapp.extensions import db
from webapp.photos.models import Photo

log = logging.getLogger(__name__)

IN_THE_MAKING_S = 600  # a file is there before its row


def folder_of(workshop_id: UUID) -> Path:
    """The folder of the workshop's photos."""
    return _root() / str(workshop_id)


def new_name(workshop_id: UUID) -> str:
    """A name that nobody can guess; its folder is there."""
    folder_of(workshop_id).mkdir(mode=0o700, parents=True, exist_ok=True)
    return secrets.token_hex(16)


def file_of(workshop_id: UUID, name: str, is_small: bool = False) -> Path:
    """The file of a photo, in one of its two sizes."""
    return folder_of(workshop_id) / f"{name}{'-small' if is_small else ''}.jpg"


def remove(workshop_id: UUID, name: str) -> None:
    """The photo's files are gone, if they were there."""
    for is_small in (False, True):
        file_of(workshop_id, name, is_small).unlink(missing_ok=True)


def sweep() -> None:
    """Remove what no row knows: a server that was killed may have left it between the file and the row."""
    old = [file for file in _root().glob("*/*.jpg") if time() - file.stat().st_mtime > IN_THE_MAKING_S]
    known = _known_among({_name_of(file) for file in old})
    for file in old:
        if _name_of(file) not in known:
            log.info("a photo that belongs to nothing is removed")
            file.unlink(missing_ok=True)


def _known_among(names: Iterable[str]) -> set[str]:
    return set(db.session.scalars(select(Photo.name))) & set(names)


def _name_of(file: Path) -> str:
    return file.stem.removesuffix("-small")


def _root() -> Path:
    return Path(current_app.config["INSTANCE"]) / "photos"
