"""C0xx. Settings, setting up and bringing up to date."""

from consult.failures.entry import ErrorEntry

SETTING_UP: dict[str, ErrorEntry] = {
    "C001": ErrorEntry(
        "The setting {name} is not right: {reason}.", "Correct it in the settings file or environment.", 500
    ),
    "C002": ErrorEntry(
        "SECRET_KEY is not set.",
        "Set CONSULT_SECRET_KEY to a long random value; `consult init` writes one.",
        500,
    ),
    "C003": ErrorEntry(
        "The database is not up to date.",
        "Run `consult init`, which brings it up to date and loses nothing.",
        500,
    ),
    "C004": ErrorEntry(
        "Nothing is set up in {folder}.",
        "Run `consult init` first, or name the right folder in CONSULT_INSTANCE.",
        500,
    ),
    "C005": ErrorEntry(
        "{folder} is not a demonstration, so it was left as it is.",
        "Name another folder with --folder, or move this one away.",
        409,
    ),
    "C006": ErrorEntry(
        "The colour {name} ({colour}) is too pale to read: contrast {contrast} to 1.",
        "Choose a darker shade of it in the branding file, with a contrast of at least 7 to 1.",
        500,
    ),
    "C011": ErrorEntry(
        "The database was not brought up to date: {count} rows would point at nothing (table {table}).",
        "Nothing was changed. Send this message to whoever maintains the product.",
        500,
    ),
    "C012": ErrorEntry(
        "The database was not brought up to date: its copy {path} could not be written: {reason}.",
        "Make room or correct the folder's permissions, then try again; nothing was changed.",
        500,
    ),
    "C013": ErrorEntry(
        "The database cannot be used: {reason}.",
        "Nothing was changed. Check that it runs, that its folder has room, and the setting DATABASE_URL.",
        500,
    ),
    "C014": ErrorEntry(
        "The site cannot be served at {address}: {reason}.", "Choose another with --host and --port.", 500
    ),
    "C015": ErrorEntry(
        "{path} cannot be written: {reason}.", "Make room or correct its permissions, then try again.", 500
    ),
    "C016": ErrorEntry(
        "Mail is set up, but not the name of the site that links in it lead to.",
        "Set HOSTS to the site's name, such as consult.example.org, or take SMTP_HOST out of the settings.",
        500,
    ),
    "C017": ErrorEntry(
        "The key store is not up to date, or not there.",
        "Run `consult init`, which brings it up to date and loses nothing.",
        500,
    ),
    "C018": ErrorEntry(
        "The key store is missing, and the database holds {count} experiences whose keys were in it.",
        "Restore it from its backup, or correct KEYSTORE_URL. If it is lost for good, nobody can read these"
        " experiences again: `consult init --new-key-store` then begins an empty one.",
        500,
    ),
    "C019": ErrorEntry(
        "The database was not brought up to date: {count} keys are not in the key store yet.",
        "Stop site and workers, then run `consult init` again: it moves them first. Nothing was lost.",
        500,
    ),
    "C020": ErrorEntry(
        "A key in the key store differs from the one that was to be copied there for the same experience.",
        "Nothing was changed. KEYSTORE_URL may name the key store of another installation: correct it.",
        500,
    ),
}
