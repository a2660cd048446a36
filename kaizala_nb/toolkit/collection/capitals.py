"""Where a name written as one has its words: ``getUserById``, ``HTTPServer2Go``."""

import re

_PLURAL = "[A-Z]+s(?![a-z])"  # "petIDs", "APIs"
_OF = "(?<![A-Z])[A-Z]o[A-Z](?=[A-Z][a-z]|(?![A-Za-z]))"  # "QoS", "FoP"
_NAMES = (
    "(?<![A-Z])(?:GitHub|GitLab|GraphQL|IPv(?=[46])|JavaScript|LinkedIn|MongoDB|MySQL|NoSQL|[Oo]Auth|OpenAI|OpenID|PayPal|PostgreSQL"
    "|TypeScript|VM[Ww]are|WhatsApp|WooCommerce|WordPress|YouTube)(?![a-z])"
)
_ONE_WORD = re.compile(f"{_PLURAL}|{_OF}|{_NAMES}")
"""What is one word, whatever its capitals say."""

_AFTER_SMALL = re.compile("(?!(?<![A-Za-z0-9])[egimv][A-Z])([a-z][0-9]*)(?=[A-Z])")
"""A capital begins a word. But "eBay", "gRPC", "iOS", "mTLS" and "vCenter" are one word."""

_AFTER_CAPITALS = re.compile("([A-Z][0-9]*)(?=[A-Z][a-z])")
"""Of several capitals, the last one begins a word if small letters follow: "APIKey"."""


def words_apart(name: str, mark: str = "_") -> str:
    """The name with a mark between two words that nothing stands between: ``get_User_By_Id`` for ``getUserById``.

    Capitals in a row are one word, and digits belong to the word before them: ``HTTP_Server2_Go``. Only the letters A to Z count.
    """
    plain = _ONE_WORD.sub(lambda word: word[0].capitalize(), name)
    return _AFTER_CAPITALS.sub(rf"\1{mark}", _AFTER_SMALL.sub(rf"\1{mark}", plain))
