"""What has come in, as sentences with every number in them."""

from collections.abc import Mapping, Sequence

from consult.vocabulary import Channel, ResponseState
from consult.web.desk_words import CHANNELS, count_in_words

Channels = Sequence[tuple[Channel, int]]


def say_returns(states: Mapping[ResponseState, int], channels: Channels) -> str:
    """How many returns were received and by which way, and how many were withdrawn or are being written."""
    received = states[ResponseState.SUBMITTED]
    has = "has" if received == 1 else "have"
    sentences = [f"{_begin(received, 'return')} {has} been received{_say_channels(channels)}."]
    withdrawn, unfinished = states[ResponseState.WITHDRAWN], states[ResponseState.IN_PROGRESS]
    if withdrawn:
        sentences.append(f"{_begin(withdrawn, 'return')} {'was' if withdrawn == 1 else 'were'} withdrawn.")
    if unfinished:
        sentences.append(f"{unfinished:,} {'is' if unfinished == 1 else 'are'} still being written.")
    return " ".join(sentences)


def say_accounts(channels: Channels) -> str:
    """How many experiences came, and by which way; how many came in is all that can be said without keys."""
    number = sum(count for _, count in channels)
    if not number:
        return "No experiences have come in yet."
    return f"{_begin(number, 'experience')} came in{_say_channels(channels)}."


def say_elsewhere(channels: Channels) -> str:
    """How many experiences told elsewhere may be used today, and by which way they came."""
    number = sum(count for _, count in channels)
    if not number:
        return "Nobody who told an experience elsewhere allows it to be used here today."
    told = _begin(number, "experience")
    return f"{told} told elsewhere may be used here today{_say_channels(channels)}."


def _say_channels(channels: Channels) -> str:
    if not channels:
        return ""
    parts = [f"{_lower(CHANNELS[channel])} ({number:,})" for channel, number in channels]
    return f": {', '.join(parts)}"


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]


def _begin(number: int, noun: str) -> str:
    words = count_in_words(number, noun)
    return words[0].upper() + words[1:]
