"""Mobile numbers: each that some country could have given out, in one way of writing.

Numbers arrive with blanks, hyphens and brackets. They are kept as E.164 (``+447700900001``), so that one person is one
person. A number without a leading ``+`` is refused: which country it belongs to would be a guess. The metadata of all
countries is heavy, so it is loaded with the first number and never for calls that bring none.
"""

from functools import lru_cache

from kaizala_nb.emulator.errors import NUMBER_INVALID, Refusal

_LONGEST = 40


@lru_cache(maxsize=4096)
def normalise(number: str) -> str | None:
    """The number as E.164, or None when no country could have given it out."""
    import phonenumbers

    number = number.strip()
    if not number.startswith("+") or len(number) > _LONGEST:
        return None
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def required(number: str) -> str:
    """The number as E.164. Raises Refusal (400) when no country could have given it out."""
    possible = normalise(number)
    if possible is None:
        raise Refusal(NUMBER_INVALID, number=number)
    return possible
