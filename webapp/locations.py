"""Where settings, static files, migrations and catalogues lie: in the checkout, or inside the installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent

# The wheel carries what lies beside the package under webapp/_site.
SITE = _CHECKOUT if (_CHECKOUT / "templates").is_dir() and (_CHECKOUT / "config.py").is_file() else _PACKAGE / "_site"

CONFIG = SITE / "config.py"
STATIC = SITE / "static"
MIGRATIONS = SITE / "migrations"
CATALOGUES = _PACKAGE / "translations"
