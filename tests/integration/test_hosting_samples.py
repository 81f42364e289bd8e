"""The sample configurations: gunicorn takes its own, nginx's is whole, and none logs an address."""

import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from consult.config import SETTINGS, UNKNOWN_TO_COLLECT

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "docs" / "hosting"
TOKEN = re.compile(r"""#[^\n]*|"[^"]*"|'[^']*'|[;{}]|[^\s;{}"']+""")
SYSTEM = "/usr/sbin:/usr/local/sbin"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
GUNICORN = ("gunicorn-collect.conf.py", "gunicorn-desk.conf.py")
SETTINGS_FILES = ("collect.toml", "desk.toml")


@dataclass
class Block:
    """A block of nginx's file: what it says, and the blocks inside it."""

    name: list[str]
    says: dict[str, list[list[str]]] = field(default_factory=dict)
    inside: list["Block"] = field(default_factory=list)


def read_nginx(text: str) -> Block:
    """Read the file as nginx does; ValueError where it is not whole."""
    stack, words = [Block([])], []
    for token in (found for found in TOKEN.findall(text) if not found.startswith("#")):
        if token == "{":
            stack.append(Block(words))
            words = []
        elif token == "}":
            if words or len(stack) == 1:
                raise ValueError(f"a brace too many, or no semicolon after {words}")
            closed = stack.pop()
            stack[-1].inside.append(closed)
        elif token == ";":
            stack[-1].says.setdefault(words[0], []).append(words[1:])
            words = []
        else:
            words = [*words, token.strip("\"'")]
    if words or len(stack) > 1:
        raise ValueError("it ends in the middle")
    return stack[0]


@pytest.fixture
def site() -> Block:
    """The server of nginx's sample that is asked over TLS."""
    top = read_nginx((SAMPLES / "nginx.conf").read_text())
    [served] = [block for block in top.inside if ["443", "ssl"] in block.says.get("listen", [])]
    return served


def find_location(site: Block, path: str) -> Block:
    return next(block for block in site.inside if block.name == ["location", path])


@pytest.mark.parametrize("name", GUNICORN)
def test_gunicorn_sample__checked_by_gunicorn__is_taken(name: str, tmp_path: Path) -> None:
    own = {key: value for key, value in os.environ.items() if not key.startswith("CONSULT_")}
    environment = own | {
        "CONSULT_INSTANCE": str(tmp_path),
        "CONSULT_SECRET_KEY": "x",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "gunicorn", "--check-config", "-c", str(SAMPLES / name)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")


@pytest.mark.parametrize("name", GUNICORN)
def test_gunicorn_sample__read__logs_no_request_and_no_address(name: str) -> None:
    read = runpy.run_path(str(SAMPLES / name))
    assert read["accesslog"] is None and read["loglevel"] == "error"
    role = "collect" if "collect" in name else "desk"
    assert read["wsgi_app"] == f"consult.app:create_app(role='{role}')"
    assert read["bind"] == f"unix:/run/consult-{role}/site.sock"


def test_nginx_sample__for_pages_where_people_tell__logs_nothing_and_passes_no_address_on(
    site: Block,
) -> None:
    public = find_location(site, "/")
    assert public.says["proxy_pass"] == [["http://consult_collect"]]
    for block in (site, public):
        assert block.says["access_log"] == [["off"]] and block.says["error_log"] == [["/dev/null", "crit"]]
    passed = {said[0]: said[1] for said in site.says["proxy_set_header"]}
    assert [passed[name] for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded")] == ["", "", ""]
    assert "proxy_set_header" not in public.says, "those of the server would no longer hold"


@pytest.mark.parametrize("path", ["/", "/desk/"])
def test_nginx_sample__for_what_is_sent__keeps_it_in_memory(site: Block, path: str) -> None:
    says = find_location(site, path).says
    assert says["client_body_buffer_size"] == says["client_max_body_size"]
    assert says["proxy_max_temp_file_size"] == [["0"]] and says["client_body_in_file_only"] == [["off"]]


def test_nginx_sample__read_by_nginx__is_taken_as_it_stands(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx") or shutil.which("nginx", path=SYSTEM), shutil.which("openssl")
    if not nginx or not openssl:
        pytest.skip("nginx or openssl is not installed, so the sample was not read by nginx itself")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=consult.example.org"]
    subprocess.run([openssl, *made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    sample = (SAMPLES / "nginx.conf").read_text()
    for said, here in (
        ("/etc/ssl/consult/fullchain.pem", str(certificate)),
        ("/etc/ssl/private/consult.pem", str(key)),
        ("/var/log/nginx", str(tmp_path)),
        ("listen 80;", "listen 127.0.0.1:8080;"),
        ("listen [::]:80;", ""),
        ("listen 443 ssl;", "listen 127.0.0.1:8443 ssl;"),
        ("listen [::]:443 ssl;", ""),
    ):
        assert said in sample
        sample = sample.replace(said, here)
    (tmp_path / "site.conf").write_text(sample)
    own = " ".join(f"{name}_temp_path {tmp_path / name};" for name in TEMPORARY)
    whole = f"pid {tmp_path / 'nginx.pid'}; events {{}} http {{ {own} include {tmp_path / 'site.conf'}; }}"
    (tmp_path / "nginx.conf").write_text(whole)
    tested = [nginx, "-t", "-e", str(tmp_path / "error.log"), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(tested, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"[warn]" not in done.stderr, done.stderr.decode(errors="replace")


def test_nginx_sample__anywhere__has_no_variable_that_names_who_asked() -> None:
    text = (SAMPLES / "nginx.conf").read_text()
    assert not re.findall(r"\$(?:binary_)?(?:remote_|proxy_add|http_user_agent|http_referer|realip)\w*", text)
    staff = find_location(read_nginx(text).inside[-1], "/desk/").says
    assert staff["proxy_pass"] == [["http://consult_desk"]]
    assert staff["access_log"] == [["/var/log/nginx/consult-desk.log", "without_address"]]


def test_nginx_sample__its_sockets__are_those_that_gunicorn_listens_at() -> None:
    top = read_nginx((SAMPLES / "nginx.conf").read_text())
    servers = {block.name[1]: block.says["server"] for block in top.inside if block.name[:1] == ["upstream"]}
    for role in ("collect", "desk"):
        bind = runpy.run_path(str(SAMPLES / f"gunicorn-{role}.conf.py"))["bind"]
        assert servers[f"consult_{role}"] == [[bind]]


@pytest.mark.parametrize("name", SETTINGS_FILES)
def test_settings_sample__read__names_only_settings_that_there_are(name: str) -> None:
    written = tomllib.loads((SAMPLES / name).read_text())
    known = {setting.name.lower(): type(setting.default) for setting in SETTINGS}
    assert {key: type(value) for key, value in written.items()} == {key: known[key] for key in written}


def test_settings_of_collect__read__name_no_key_agent_and_another_secret_key_than_the_staff_area() -> None:
    collect, desk = (tomllib.loads((SAMPLES / name).read_text()) for name in SETTINGS_FILES)
    assert not {name.lower() for name in UNKNOWN_TO_COLLECT} & collect.keys()
    assert collect["secret_key"] != desk["secret_key"] and collect["salt_file"] == desk["salt_file"]


@pytest.mark.parametrize("text", ["a { b c; ", "a b", "a; }", "server { listen 80 }"])
def test_nginx_file__that_is_not_whole__is_refused_by_the_reader(text: str) -> None:
    with pytest.raises(ValueError, match=r"too many|middle|semicolon"):
        read_nginx(text)
