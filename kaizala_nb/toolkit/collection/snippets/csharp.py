"""C#, with the package RestSharp, as the console tutorial had it (RestSharp 106)."""

import dataclasses
from collections.abc import Iterator

from kaizala_nb.toolkit.collection.snippets.message import EnvironmentVariable, Message, Pieces
from kaizala_nb.toolkit.collection.snippets.quoting import csharp_text
from kaizala_nb.toolkit.collection.upload import Upload

_POST_STYLE = ("POST", "PUT", "PATCH")
_METHODS = (*_POST_STYLE, "GET", "DELETE", "HEAD", "OPTIONS")
_WITHOUT_BODY = ("GET", "HEAD")
_STAYS = (
    "// No redirect is followed: another host must not get your secrets.",
    "client.FollowRedirects = false;",
)
_AS_BROWSERS_WRITE = str.maketrans({'"': "%22", "\n": "%0A", "\r": "%0D"})


def write(message: Message) -> str:
    """A program that sends the request and prints the answer: the file ``Program.cs`` for C# 9 and later. For an older C#, put the
    lines after ``using`` into ``Main``."""
    method = message.method
    warning = [f"// {message.note}"] if message.note else []
    if method in _WITHOUT_BODY and (message.text or message.fields or message.files):
        warning += [f"// RestSharp sends no body with {method}: this request arrives without its own."]
        message = dataclasses.replace(message, text=None, fields=[], files=())
    plain_text: Pieces = ["text/plain"]
    kind = next((value for name, value in message.headers if name.lower() == "content-type"), plain_text)
    request, execute = _calls(message)
    reads_files = any(_quoted(file.name) != file.name for _, file in message.files)
    packages = ["System", "System.IO", "RestSharp"] if reads_files else ["System", "RestSharp"]
    lines = [
        *(f"using {package};" for package in packages),
        "",
        *warning,
        f"var client = new RestClient({_text(message.url)});",
        *(_STAYS if message.holds_secrets else ()),
        f"var request = new RestRequest({request});",
        *(f"request.AddHeader({csharp_text(name)}, {_text(value)});" for name, value in message.headers),
        *_basic(message),
        *(f"request.AddParameter({csharp_text(_quoted(name))}, {_text(value)});" for name, value in message.fields),
        *(f"request.AddFile({_file(name, file)});" for name, file in message.files),
    ]
    if message.fields and not message.files:
        lines.append("request.AlwaysMultipartFormData = true;")
    if message.text is not None:
        lines.append(f"request.AddParameter({_text(kind)}, {_text(message.text)}, ParameterType.RequestBody);")
    lines += [f"IRestResponse response = client.{execute};", "Console.WriteLine(response.Content);"]
    return "\n".join(lines)


def _basic(message: Message) -> Iterator[str]:
    if message.basic:
        pair = f"System.Text.Encoding.UTF8.GetBytes({_text(message.pair)})"
        yield f'request.AddHeader("Authorization", "Basic " + Convert.ToBase64String({pair}));'


def _calls(message: Message) -> tuple[str, str]:
    """The argument of ``RestRequest``, and the call that executes it.

    RestSharp has a constant for seven methods, and sends forms with three of them. Any other method goes by its name.
    """
    form = message.fields or message.files
    if message.method in (_POST_STYLE if form else _METHODS):
        return f"Method.{message.method}", "Execute(request)"
    execute = "ExecuteAsPost" if form or message.text else "ExecuteAsGet"
    return "", f"{execute}(request, {csharp_text(message.method)})"


def _file(name: str, file: Upload) -> str:
    """The arguments of ``AddFile``. RestSharp does not escape names in a form. A name that needs escapes stands there twice: as the
    path of the file, and as browsers write it into a form."""
    field, path = csharp_text(_quoted(name)), csharp_text(file.name)
    escaped = _quoted(file.name)
    content = path if escaped == file.name else f"File.ReadAllBytes({path}), {csharp_text(escaped)}"
    return f"{field}, {content}, {csharp_text(file.type)}"


def _quoted(name: str) -> str:
    return name.translate(_AS_BROWSERS_WRITE)


def _text(pieces: Pieces) -> str:
    return " + ".join(
        f'Environment.GetEnvironmentVariable("{piece.name}")'
        if isinstance(piece, EnvironmentVariable)
        else csharp_text(piece)
        for piece in pieces
    )
