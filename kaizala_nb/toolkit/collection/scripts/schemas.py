"""JSON schemas that are understood in one way by Postman's library and by ours. A reference to another file is never followed."""

from typing import Any

from kaizala_nb.toolkit.collection.scripts.values import Lost, Value, plain

_WORDS = {
    "$schema", "$id", "title", "description", "default", "examples", "type", "properties", "required", "items", "enum", "const",
    "additionalProperties", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "anyOf", "allOf", "oneOf", "not", "contains",
    "additionalItems", "propertyNames", "if", "then", "else", "$comment",
}  # fmt: skip
_MISSING = 'schemas are not looked at here. Install what does: pip install "jsonschema"'
_MOST = 5_000


def problem(schema: Value, value: Value) -> str:
    """What in a value is otherwise than a schema wants; "" if nothing. Raises :class:`Lost` if that is not certain."""
    written = plain(schema)
    if not isinstance(written, dict):
        raise Lost("this schema is not understood")
    _refuse(written)
    try:
        from jsonschema import Draft7Validator
        from jsonschema.exceptions import SchemaError
    except ImportError:
        raise Lost(_MISSING) from None
    try:
        Draft7Validator.check_schema(written)
    except SchemaError:
        raise Lost("this schema is not understood") from None
    trouble = next(iter(Draft7Validator(written).iter_errors(plain(value))), None)
    return "" if trouble is None else str(trouble.message)[:200]


def _refuse(schema: Any) -> None:
    """Raises :class:`Lost` for a word of schemas that we do not know, and for references, patterns and formats."""
    to_do, seen = [schema], 0
    while to_do:
        one = to_do.pop()
        seen += 1
        if seen > _MOST:
            raise Lost("this schema is too large")
        if isinstance(one, list):
            to_do.extend(one)
        elif isinstance(one, dict):
            other = next((word for word in one if word not in _WORDS), None)
            if other is not None:
                raise Lost(f"the word {other[:40]!r} of this schema is not understood")
            if "draft-07" not in str(one.get("$schema", "draft-07")):
                raise Lost("the version of this schema is not understood")
            for word, inner in one.items():
                if word == "properties" and isinstance(inner, dict):
                    to_do.extend(inner.values())
                elif word not in ("default", "examples", "enum", "const", "required", "type"):
                    to_do.append(inner)
