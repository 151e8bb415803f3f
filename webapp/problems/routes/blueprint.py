"""The one blueprint that all routes of the feature hang on."""

from flask import Blueprint

bp = Blueprint("problems", __name__)
