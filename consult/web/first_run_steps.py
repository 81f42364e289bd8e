"""The steps of the first run: what each is called and what it is for, with whether it is done."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from consult.errors import CodedError
from consult.sealing.agent_client import AgentClient, AgentStatus
from consult.sealing.key_files import read_key_file
from consult.sealing.key_text import KeyFile
from consult.services.region import setting_up
from consult.web.database import get_session
from consult.web.outbox import has_mail


@dataclass(frozen=True)
class StepWords:
    """What a step is called, and one sentence on what it is for."""

    title: str
    purpose: str
    action: str


@dataclass(frozen=True)
class Step:
    """One step of the first run as it stands."""

    key: str
    words: StepWords
    is_done: bool


@dataclass(frozen=True)
class KeyState:
    """What this machine knows of the partnership's key; `problem` where the file cannot be read."""

    file: KeyFile | None
    agent: AgentStatus
    problem: CodedError | None = None


WORDS = {
    "region": StepWords(
        "Describe the region", "Who the partnership is, its sub-regions and organisations.", "Describe it"
    ),
    "staff": StepWords(
        "Invite your colleagues", "Everybody signs in as themselves, with the roles they need.", "Invite them"
    ),
    "mail": StepWords(
        "Set up mail", "So that links for new passwords and invitations reach people.", "Set up mail"
    ),
    "keys": StepWords(
        "Make the keys",
        "People’s experiences are locked; only holders of the key can read them.",
        "Make the keys",
    ),
}
KEY_COMMANDS = (
    (
        'consult keys create --holder "Your name"',
        "Makes the key and asks for a first passphrase, then prints a recovery key for paper.",
    ),
    (
        'consult keys add-holder --holder "Their name"',
        "Lets a second person unlock, with a passphrase that they type themselves.",
    ),
    (
        "consult keys rotate",
        "Makes a new key and locks everything for it, such as when a holder has left.",
    ),
    (
        "consult keys unlock --minutes 60",
        "Asks for a passphrase; for an hour the staff area can read experiences.",
    ),
    ("consult keys lock", "Forgets the key at once."),
    ("consult keys status", "Says who can unlock, what is locked for which key, and whether it is unlocked."),
)


def list_steps() -> list[Step]:
    """Every step in order."""
    states = setting_up.list_set_up_steps(
        get_session(), has_mail=has_mail(), has_keys=Path(current_app.config["KEY_FILE"]).is_file()
    )
    return [Step(state.key, WORDS[state.key], state.is_done) for state in states]


def find_key_state() -> KeyState:
    """Look at the key file and ask the key agent; a broken file is shown, not raised."""
    path, agent = Path(current_app.config["KEY_FILE"]), _ask_agent()
    if not path.is_file():
        return KeyState(None, agent)
    try:
        return KeyState(read_key_file(path), agent)
    except CodedError as problem:
        return KeyState(None, agent, problem)


def _ask_agent() -> AgentStatus:
    try:
        return AgentClient(Path(current_app.config["KEY_SOCKET"])).status()
    except CodedError:  # a confused agent unlocks nothing either
        return AgentStatus()
