"""Where words stand in a text, found without expressions: Python remembers those, and so would the words."""


def list_places(text: str, words: str, *, apart: bool = False) -> list[int]:
    """List where words start in a text. apart: only where they are no part of a longer word."""
    places, start = [], text.find(words) if words else -1
    while start >= 0:
        if not apart or _stands_apart(text, start, start + len(words)):
            places.append(start)
        start = text.find(words, start + 1)
    return places


def fold_case(text: str) -> str:
    """A text in which case does not count, every letter in its place."""
    return "".join(map(_fold_letter, text))


def _fold_letter(letter: str) -> str:
    folded = letter.casefold()
    if len(folded) != 1:
        folded = letter.lower()[:1]
    return "i" if folded == "ı" else folded


def _stands_apart(text: str, start: int, end: int) -> bool:
    return not (_is_of_word(text[start - 1 : start]) or _is_of_word(text[end : end + 1]))


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
