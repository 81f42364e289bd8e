"""What can go wrong with keys and seals. No message here ever carries a secret or a sealed text."""

from collections.abc import Mapping

from consult.errors import CodedError, ErrorEntry

CATALOGUE: dict[str, ErrorEntry] = {
    "S001": ErrorEntry(
        "Something locked has been changed, moved or cut short, so it cannot be opened.",
        "Nothing of it is shown. Restore it from a backup and tell whoever hosts this site.",
        500,
    ),
    "S002": ErrorEntry(
        "That passphrase or recovery key does not open the key file.",
        "Check capitals, spaces and the keyboard language, then try again.",
        403,
    ),
    "S003": ErrorEntry(
        "The key file {name} cannot be used: {reason}.",
        "Restore it from a backup. Do not create a new one: it could not open what is already locked.",
        500,
    ),
    "S004": ErrorEntry(
        "There is already a key file {name}.",
        "Keep it: replacing it would lose what it locks. `consult keys status` says who can unlock it.",
        409,
    ),
    "S005": ErrorEntry(
        "The key file {name} was changed by somebody else at the same moment.",
        "Nothing was written. Look at it with `consult keys status`, then try again.",
        409,
    ),
    "S006": ErrorEntry(
        "The passphrase is too short: it needs at least {minimum} characters.",
        "Use four or more unrelated words, in any language.",
        422,
    ),
    "S007": ErrorEntry(
        "{holder} is already a key holder.", "Choose another name, or change that holder's passphrase.", 409
    ),
    "S008": ErrorEntry(
        "{holder} is not a key holder.", "See the names of key holders with `consult keys status`.", 404
    ),
    "S009": ErrorEntry(
        "{holder} is the only key holder left.",
        "Add another holder or a recovery key first; without one nothing locked could ever be read.",
        409,
    ),
    "S010": ErrorEntry(
        "That is not a whole return number: {reason}.",
        "Check each group of digits against your receipt. Spaces and dashes do not matter.",
        422,
    ),
    "S011": ErrorEntry(
        "The secret salt for return numbers cannot be used: {reason}.",
        "Restore it from a backup: without it no return number can be found again.",
        500,
    ),
    "S012": ErrorEntry("Too many numbers are being checked at once.", "Wait a minute, then try again.", 503),
    "S013": ErrorEntry(
        "This was locked for another partnership key.",
        "Unlock with the key file that was in use at the time.",
        409,
    ),
    "S014": ErrorEntry(
        "The key agent cannot use {path}: {reason}.",
        "Choose a folder that belongs to the account that runs this site and that nobody else can enter.",
        500,
    ),
    "S015": ErrorEntry(
        "The key agent is already running.", "Lock it first with `consult keys lock`, then unlock again.", 409
    ),
    "S016": ErrorEntry(
        "The key agent did not understand or did not answer.",
        "Lock it with `consult keys lock`, then unlock again.",
        502,
    ),
    "S017": ErrorEntry(
        "The key agent can be unlocked for 1 to {most} minutes.", "Choose a number in that range.", 422
    ),
    "S018": ErrorEntry(
        "The key file {name} cannot be written: {reason}.",
        "Nothing changed. Make room or correct the folder's permissions, then try again.",
        500,
    ),
    "S031": ErrorEntry(
        "The key file was changed by something other than these commands: {reason}.",
        "Unlock nothing with it. Keep a copy, restore the file from a backup, find out who could write it.",
        500,
    ),
    "S032": ErrorEntry(
        "The key cannot be changed while a share is of the old format: {holders}.",
        "Each unlocks once, a recovery key is renewed, or the holder is removed; then rotate again.",
        409,
    ),
}


class SealingError(CodedError):
    """Any error of this room; each class below has its one code."""

    catalogue = CATALOGUE
    fixed_code = "S001"

    def __init__(self, **values: object) -> None:
        super().__init__(self.fixed_code, **values)


class SealBroken(SealingError):
    """A sealed payload or wrapped key was tampered with, swapped or truncated."""

    fixed_code = "S001"


class WrongPassphrase(SealingError):
    """No holder's share of the key opens with this secret."""

    fixed_code = "S002"


class KeyFileBroken(SealingError):
    """The key file is not what create_key_file wrote."""

    fixed_code = "S003"


class KeyFileExists(SealingError):
    """A key file is never overwritten by a new key."""

    fixed_code = "S004"


class KeyFileChanged(SealingError):
    """Two people changed the key file at once."""

    fixed_code = "S005"


class KeyFileNotWritten(SealingError):
    """The disk would not take the key file; what was there is as it was."""

    fixed_code = "S018"


class KeyFileTampered(SealingError):
    """A holder's secret opens their part, and the rest does not belong to it."""

    fixed_code = "S031"


class OldShares(SealingError):
    """A new key cannot be given to these holders without their secrets."""

    fixed_code = "S032"


class PassphraseTooShort(SealingError):
    """The passphrase could be guessed."""

    fixed_code = "S006"


class HolderExists(SealingError):
    """Two key holders cannot have one name."""

    fixed_code = "S007"


class HolderUnknown(SealingError):
    """There is no key holder of that name."""

    fixed_code = "S008"


class LastHolder(SealingError):
    """Removing this holder would lose the key."""

    fixed_code = "S009"


class CodenameMistyped(SealingError):
    """The text cannot be a codename; said before any computation, as it tells nothing about what exists."""

    fixed_code = "S010"


class SaltUnusable(SealingError):
    """The installation's secret salt is missing or too short."""

    fixed_code = "S011"


class SealingBusy(SealingError):
    """No turn to compute came in time, or there was not enough memory."""

    fixed_code = "S012"


class WrongKey(SealingError):
    """A wrap made for another partnership key, such as one before rotation."""

    fixed_code = "S013"


class AgentPlaceUnsafe(SealingError):
    """The agent's socket would be reachable by others, or cannot be made."""

    fixed_code = "S014"


class AgentRunning(SealingError):
    """Another agent answers on this socket."""

    fixed_code = "S015"


class AgentConfused(SealingError):
    """A message on the agent's socket was not one of ours, or none came."""

    fixed_code = "S016"


class UnlockTimeRefused(SealingError):
    """The time to stay unlocked is out of range."""

    fixed_code = "S017"


class Locked(CodedError):
    """Accounts cannot be read now: no key agent, or its time is over."""

    def __init__(self) -> None:
        super().__init__("C302")


class NoKey(CodedError):
    """There is no partnership key, so nothing may be taken in that needs one."""

    def __init__(self) -> None:
        super().__init__("C301")


def make_error(code: str, values: Mapping[str, object]) -> SealingError:
    """Make the error that another process named by its code."""
    kinds = {kind.fixed_code: kind for kind in SealingError.__subclasses__()}
    return kinds.get(code, AgentConfused)(**values)
