"""C#, with the package RestSharp, as the console tutorial had it (RestSharp 106)."""

from kaizala_nb.collection.snippets.message import Held, Message, Pieces
from kaizala_nb.collection.snippets.quoting import csharp_text


def write(message: Message) -> str:
    """The lines that send the request and print what comes back."""
    kind = next((value for name, value in message.headers if name.lower() == "content-type"), ["text/plain"])
    lines = [
        f"var client = new RestClient({_text(message.url)});",
        f"var request = new RestRequest({_method(message.method)});",
        *(f"request.AddHeader({csharp_text(name)}, {_text(value)});" for name, value in message.headers),
        *(f"request.AddParameter({csharp_text(name)}, {_text(value)});" for name, value in message.fields),
        *(
            f"request.AddFile({csharp_text(name)}, {csharp_text(file.name)}, {csharp_text(file.type)});"
            for name, file in message.files
        ),
    ]
    if message.fields and not message.files:
        lines.append("request.AlwaysMultipartFormData = true;")
    if message.text is not None:
        lines.append(f"request.AddParameter({_text(kind)}, {_text(message.text)}, ParameterType.RequestBody);")
    lines += ["IRestResponse response = client.Execute(request);", "Console.WriteLine(response.Content);"]
    return "\n".join(lines)


def _method(method: str) -> str:
    known = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
    return f"Method.{method}" if method in known else f"(Method)Enum.Parse(typeof(Method), {csharp_text(method)})"


def _text(pieces: Pieces) -> str:
    return " + ".join(
        f'Environment.GetEnvironmentVariable("{piece.name}")' if isinstance(piece, Held) else csharp_text(piece)
        for piece in pieces
    )
