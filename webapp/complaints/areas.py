"""The part of the city that an address names, as far as it names one."""

import re

LONGEST = 60
# "Kec. Serpong Utara", "Kecamatan Ciputat": up to a comma or the next such word.
_DISTRICT = re.compile(r"\bkec(?:amatan)?\b\.?\s*([^,;\d]+?)(?=\s*(?:[,;\d]|$|\b(?:kel|kota|kab|prov)))", re.IGNORECASE)
_POST_CODE = re.compile(r"\b\d{4,6}\b")


def area_of(address: str | None) -> str | None:
    """The sub-district, else what stands after the last comma."""
    if not address:
        return None
    if found := _DISTRICT.search(address):
        return found[1].strip().title()[:LONGEST]
    *before, last = _POST_CODE.sub("", address).split(",")
    area = last.strip(" .-")
    return area if before and 2 < len(area) <= LONGEST and not any(sign.isdigit() for sign in area) else None
