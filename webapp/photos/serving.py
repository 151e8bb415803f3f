"""How a photo goes out, once somebody may see it."""

from flask import Response, make_response, request

from webapp.errors import NotFound
from webapp.photos.files import file_of
from webapp.photos.models import Photo


def serve(photo: Photo, is_small: bool) -> Response:
    """The picture, which a browser may keep but asks for each time: it may be hidden by now."""
    try:
        content = file_of(photo.workshop_id, photo.name, is_small).read_bytes()
    except FileNotFoundError:
        raise NotFound from None
    response = make_response(content)
    response.mimetype = "image/jpeg"
    response.set_etag(f"{photo.id}{'s' if is_small else ''}")
    headers = response.headers
    headers["Content-Disposition"] = 'inline; filename="photo.jpg"'
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
