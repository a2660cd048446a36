"""C#, with the package RestSharp, as the console tutorial had it (RestSharp 106)."""

import dataclasses

from kaizala_nb.toolkit.collection.snippets.message import Held, Message, Pieces
from kaizala_nb.toolkit.collection.snippets.quoting import csharp_text
from kaizala_nb.toolkit.collection.upload import Upload

_POST_STYLE = ("POST", "PUT", "PATCH")
_METHODS = (*_POST_STYLE, "GET", "DELETE", "HEAD", "OPTIONS")
_WITHOUT_BODY = ("GET", "HEAD")
_AS_BROWSERS_WRITE = str.maketrans({'"': "%22", "\n": "%0A", "\r": "%0D"})


def write(message: Message) -> str:
    """A program that sends the request and prints what comes back: the file ``Program.cs`` of C# 9 and later, and with the
    lines behind ``using`` inside of ``Main`` that of any C#."""
    method = message.method
    warning = []
    if method in _WITHOUT_BODY and (message.text or message.fields or message.files):
        warning = [f"// RestSharp sends no body with {method}: this request arrives without its own."]
        message = dataclasses.replace(message, text=None, fields=[], files=())
    plain_text: Pieces = ["text/plain"]
    kind = next((value for name, value in message.headers if name.lower() == "content-type"), plain_text)
    request, execute = _ways(message)
    lines = [
        "using System;",
        *(["using System.IO;"] if any(_quoted(file.name) != file.name for _, file in message.files) else []),
        "using RestSharp;",
        "",
        *warning,
        f"var client = new RestClient({_text(message.url)});",
        f"var request = new RestRequest({request});",
        *(f"request.AddHeader({csharp_text(name)}, {_text(value)});" for name, value in message.headers),
        *(f"request.AddParameter({csharp_text(_quoted(name))}, {_text(value)});" for name, value in message.fields),
        *(f"request.AddFile({_file(name, file)});" for name, file in message.files),
    ]
    if message.fields and not message.files:
        lines.append("request.AlwaysMultipartFormData = true;")
    if message.text is not None:
        lines.append(f"request.AddParameter({_text(kind)}, {_text(message.text)}, ParameterType.RequestBody);")
    lines += [f"IRestResponse response = client.{execute};", "Console.WriteLine(response.Content);"]
    return "\n".join(lines)


def _ways(message: Message) -> tuple[str, str]:
    """What a request is made with, and how it is executed. RestSharp names seven methods and sends forms with three of them;
    all others go by the name of their method."""
    form = message.fields or message.files
    if message.method in (_POST_STYLE if form else _METHODS):
        return f"Method.{message.method}", "Execute(request)"
    way = "ExecuteAsPost" if form or message.text else "ExecuteAsGet"
    return "", f"{way}(request, {csharp_text(message.method)})"


def _file(name: str, file: Upload) -> str:
    """The arguments for a file. RestSharp writes names into the form as they are, so a name that would end there is put into
    the form as browsers write it, beside the one by which the file is read."""
    named, path = csharp_text(_quoted(name)), csharp_text(file.name)
    shown = _quoted(file.name)
    where = path if shown == file.name else f"File.ReadAllBytes({path}), {csharp_text(shown)}"
    return f"{named}, {where}, {csharp_text(file.type)}"


def _quoted(name: str) -> str:
    return name.translate(_AS_BROWSERS_WRITE)


def _text(pieces: Pieces) -> str:
    return " + ".join(
        f'Environment.GetEnvironmentVariable("{piece.name}")' if isinstance(piece, Held) else csharp_text(piece)
        for piece in pieces
    )
