"""gunicorn for the staff area, which may ask the key agent for experiences while they are unlocked.

    CONSULT_SETTINGS=/etc/consult/desk.toml gunicorn -c gunicorn-desk.conf.py

Run it as the user who runs `consult keys unlock` and `consult worker`: the agent answers nobody else.
"""

wsgi_app = "consult.app:create_app(role='desk')"
bind = "unix:/run/consult-desk/site.sock"
umask = 0o007  # the socket is for this user and for nginx, who is in its group
workers = 2
threads = 80  # 72 at most wait for return numbers and passwords, the others go on showing pages
worker_class = "gthread"
timeout = 120
graceful_timeout = 10
accesslog = None  # what staff read of experiences is on the record inside, with who and why
errorlog = "-"
loglevel = "error"  # a warning would name the address of whoever sends a malformed request
control_socket_disable = True
