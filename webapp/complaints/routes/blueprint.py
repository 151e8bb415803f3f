"""The one blueprint that all routes of the feature hang on."""

from flask import Blueprint

bp = Blueprint("complaints", __name__)
