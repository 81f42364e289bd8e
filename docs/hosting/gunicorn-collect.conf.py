"""gunicorn for the part that collects: answering, experiences, coming back with a number.

    CONSULT_SETTINGS=/etc/consult/collect.toml gunicorn -c gunicorn-collect.conf.py

Run it as a user of its own, who can neither reach the key agent's folder nor read the whole key file: the
settings name a public key file (`consult keys public`) as key_file.
"""

wsgi_app = "consult.app:create_app(role='collect')"
bind = "unix:/run/consult-collect/site.sock"
umask = 0o007  # the socket is for this user and for nginx, who is in its group
workers = 2
threads = 80  # 72 at most wait for return numbers and passwords, the others go on showing pages
worker_class = "gthread"
timeout = 120
graceful_timeout = 10
accesslog = None  # who opened which page, and when, is exactly what must not be kept
errorlog = "-"
loglevel = "error"  # a warning would name the address of whoever sends a malformed request
control_socket_disable = True
