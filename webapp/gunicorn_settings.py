"""How gunicorn runs our workers; nothing of ours may be imported here, since gevent comes first in each worker."""

from os import environ

_host = environ["HOST"]
bind = f"[{_host}]:{environ['PORT']}" if ":" in _host else f"{_host}:{environ['PORT']}"
workers = int(environ["WORKERS"])
worker_class = "webapp.worker.Worker"
worker_connections = 5_000
graceful_timeout = 6
keepalive = 60
loglevel = "warning"
proc_name = "quickwins"
