"""C04x. Backing up, and restoring a backup."""

from consult.failures.entry import ErrorEntry

KEEPING_COPIES: dict[str, ErrorEntry] = {
    "C040": ErrorEntry(
        "{name} names no database that a backup can be made of.",
        "Name a SQLite file, or a database on PostgreSQL.",
        409,
    ),
    "C041": ErrorEntry(
        "{path} is there already, and was left as it is.", "Name another file with --out.", 409
    ),
    "C042": ErrorEntry(
        "{name} is not the {kind} part of a backup.",
        "A backup is two files: FILE has the data, and FILE.keys the locked keys of experiences.",
        422,
    ),
    "C043": ErrorEntry(
        "{name} is damaged, cut short or was changed. Nothing was restored.",
        "Take another copy of this file, or another backup.",
        422,
    ),
    "C044": ErrorEntry(
        "This recovery key does not open {name}. Nothing was restored.",
        "Type the recovery key that `consult backup` printed when it was first run. That of the key file"
        " is another one.",
        409,
    ),
    "C045": ErrorEntry(
        "{name} does not belong to this backup. Nothing was restored.",
        "Give the two files that were made together, or --without-keys to keep the key store that is here.",
        422,
    ),
    "C046": ErrorEntry(
        "There is an installation in {folder} already, and it was left as it is.",
        "Name an empty folder in CONSULT_INSTANCE, or give --replace to put the backup in its place.",
        409,
    ),
    "C047": ErrorEntry(
        "{name} was to be deleted after {expires_on}: people were told that these keys are gone by then.",
        "Restore with --without-keys. Only where experiences would be lost otherwise: --even-expired, with"
        " the reason in --reason, which is put on record.",
        409,
    ),
    "C048": ErrorEntry(
        "{name} is in use. Nothing was restored.", "Stop the site and every worker, then try again.", 409
    ),
    "C049": ErrorEntry(
        "A backup was being put in place, and this was not finished.",
        "Run `consult restore --finish`; until then the site stays closed.",
        503,
    ),
    "C050": ErrorEntry(
        "The key store that is here cannot be read, and so neither what was withdrawn since the backup.",
        "If it is lost for good, move {name} away, and name the newest list of withdrawals with --ledger.",
        409,
    ),
    "C051": ErrorEntry(
        "{name} is not a whole list of withdrawals.",
        "Give a file that `consult keys ledger` wrote, unchanged.",
        422,
    ),
    "C052": ErrorEntry("No restore was stopped half way.", "There is nothing to finish.", 409),
    "C053": ErrorEntry(
        "{name} is not the public half of a backup key.",
        "Make a new backup key with `consult backup --new-key`; earlier backups open with the one before.",
        500,
    ),
    "C054": ErrorEntry(
        "Nothing says what was withdrawn since this backup of {made_on}: it would bring that back. Nothing"
        " was restored.",
        "Give the newest file of `consult keys ledger` with --ledger, of that day or later. Only where there"
        " is none: --without-ledger; managers are then shown what to do.",
        409,
    ),
    "C055": ErrorEntry(
        "The PostgreSQL database that {name} names is not empty. Nothing was restored.",
        "Make a new, empty one and name it in {name}; keep the other until you have looked. Where only the"
        " data is lost, --without-keys keeps the key store that is there. Before giving up a key store, run"
        " `consult keys ledger` and give its file with --ledger.",
        409,
    ),
    "C056": ErrorEntry(
        "The restore that was stopped was into another database than the settings name now.",
        "Put DATABASE_URL and KEYSTORE_URL back as they were, then run `consult restore --finish`.",
        409,
    ),
}
