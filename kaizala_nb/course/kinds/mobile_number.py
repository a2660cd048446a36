"""What a mobile number is: E.164, with its country code.

The service took a number as a string with a leading ``+``. What is checked is only whether a number is *possible*: its country code
is known, its length is right. Only the service knows whether it belongs to anybody.
"""

import re
import unicodedata

_SHORTENED = re.compile(r"[…‥•*]|\.\.")


def parse_mobile_number(text: str) -> str:
    """The number in E.164, without blanks or dashes: ``"+44 7700 900001"`` gives ``"+447700900001"``.

    Raises ``ValueError`` with a sentence for the person who typed it.
    """
    import phonenumbers  # its metadata takes a while to load, and most requests have no number in them

    if _SHORTENED.search(text):
        raise ValueError("This number is shortened: some of its digits are left out. Give the whole number.")
    # a number that is copied from a phone's contacts has marks around it that nobody sees
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    digits = "".join(signs).strip()
    if not digits.startswith("+"):
        raise ValueError("Add the country code, for example +44 7700 900001.")
    try:
        number = phonenumbers.parse(digits, None)
    except phonenumbers.NumberParseException as trouble:
        if trouble.error_type == trouble.INVALID_COUNTRY_CODE:
            raise ValueError("No country has this code. Example: +44 7700 900001.") from None
        meanings = {
            trouble.TOO_SHORT_NSN: "Too short for a phone number",
            trouble.TOO_LONG: "Too long for a phone number",
        }
        meaning = meanings.get(trouble.error_type, "This is not a phone number")
        raise ValueError(f"{meaning}. Example: +44 7700 900001.") from None
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.TOO_SHORT:
        raise ValueError(f"Too short for +{number.country_code}.")
    if reason == phonenumbers.ValidationResult.TOO_LONG:
        raise ValueError(f"Too long for +{number.country_code}.")
    if not phonenumbers.is_possible_number(number):
        raise ValueError(f"Not a number that +{number.country_code} can have.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def mask_mobile_number(text: str) -> str:
    """How a number is shown: ``"+44 •••• ••0001"``. Text that is no number is hidden whole."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return "••••"
    return f"+{number.country_code} •••• ••{str(number.national_number)[-4:]}"
