"""The settings of an installation, all from the environment; `create_app` alone reads them.

`docs/deployment.md` says what each one does; a test compares that page with this file.
"""

from os import environ

# production refuses to start without a secret of its own; development shows /patterns and keeps a secret in INSTANCE
MODE = environ.get("MODE", "production")
HOST = environ.get("HOST", "0.0.0.0")  # noqa: S104 (phones in the room must reach it)
PORT = int(environ.get("PORT", "8000"))
PUBLIC_URL = environ.get("PUBLIC_URL", "")  # empty: the address of this machine in the local network
SECRET_KEY = environ.get("SECRET_KEY", "")
DATABASE_URL = environ.get("DATABASE_URL", "")  # empty: SQLite in INSTANCE
INSTANCE = environ.get("INSTANCE", "")  # the folder of a running installation's data; empty: ./instance
WORKERS = int(environ.get("WORKERS", "1"))  # more than one needs Postgres
TRUSTED_PROXIES = int(environ.get("TRUSTED_PROXIES", "0"))  # how many X-Forwarded-* hops to believe
LOG_LEVEL = environ.get("LOG_LEVEL", "INFO")

SOCKETS_PER_PERSON = int(environ.get("SOCKETS_PER_PERSON", "4"))
SOCKETS_PER_WORKSHOP = int(environ.get("SOCKETS_PER_WORKSHOP", "600"))
SCREENS_PER_WORKSHOP = int(environ.get("SCREENS_PER_WORKSHOP", "8"))
COMMANDS_PER_MINUTE = int(environ.get("COMMANDS_PER_MINUTE", "240"))  # of one person
JOIN_FAILURES_PER_MINUTE = int(environ.get("JOIN_FAILURES_PER_MINUTE", "10"))  # from one address
