"""What is stored of imports, of complaints, and of what the room knows about them and links with them."""

from webapp.complaints.models.complaints import Complaint, ComplaintVersion
from webapp.complaints.models.imports import CONFIRMED, READ, READING, REFUSED, Import, MappingProfile, RejectedRow
from webapp.complaints.models.links import ComplaintLink
from webapp.complaints.models.notes import FieldNote

__all__ = [
    "CONFIRMED",
    "READ",
    "READING",
    "REFUSED",
    "Complaint",
    "ComplaintLink",
    "ComplaintVersion",
    "FieldNote",
    "Import",
    "MappingProfile",
    "RejectedRow",
]
