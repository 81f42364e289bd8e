"""Which way a language is written."""

# fmt: off
RIGHT_TO_LEFT_LANGUAGES = frozenset({
    "ar", "arc", "azb", "bal", "bgn", "bqi", "ckb", "dv", "fa", "glk", "haz", "he", "khw", "ks",
    "lrc", "mzn", "nqo", "pbt", "pes", "pnb", "prs", "ps", "sd", "sdh", "syr", "ug", "ur", "yi",
})
RIGHT_TO_LEFT_SCRIPTS = frozenset({
    "adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa",
})
# fmt: on


def direction(language: str) -> str:
    """Return "rtl" or "ltr" for the `dir` attribute; a script subtag outweighs the language."""
    primary, *rest = language.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in RIGHT_TO_LEFT_LANGUAGES else "ltr"
