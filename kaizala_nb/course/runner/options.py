"""The options of ``kaizala-nb collection run`` that come in groups. Its help shows each group under a title."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)

port_option = click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on. Without it, a free one."
)


def filled_in(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The value of an option that may be left out, and may not be empty: a variable of a shell may be."""
    if value is not None and not value.strip():
        raise click.BadParameter("It is empty. Give one, or leave the option out.")
    return value


host_option = click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="Answer calls for this host name too, not only for this computer. Can be given several times.",
)
"""Both are of whatever listens: a local Kaizala, a stand-in."""
named_host_option = click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="HOST",
    help="Name HOST, such as https://api.example.org, in the notebook: your secrets may go there. Can be given several times.",
)
folder_option = click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write the notebook into this folder. Without it, it is written beside FILE.",
)
"""Both are of whatever writes a notebook."""


def is_live(stand_in: bool, live: bool) -> bool | None:
    """Whether requests go to the real service, as ``--stand-in`` or ``--live`` says; None if neither is given."""
    if stand_in and live:
        raise click.UsageError("--stand-in is the practice service, --live the real one: give one of them.")
    return live if stand_in or live else None


class SectionedCommand(click.Command):
    """A command whose help shows options in sections. Those of no section come last."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for one in self.get_params(ctx):
            record = one.get_help_record(ctx) if isinstance(one, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(one, "section", "Options"), []).append(record)
        others = sections.pop("Options", [])
        for title, records in [*sections.items(), ("Options", others)]:
            with formatter.section(title):
                formatter.write_dl(records)


class _Option(click.Option):
    def __init__(self, *args: Any, section: str, **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.section = section


class _Section:
    """Options under one title."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._made: list[Callable[[Any], Any]] = []

    def option(self, *names: str, **attributes: Any) -> None:
        """One more option; see :func:`click.option`."""
        self._made.append(click.option(*names, cls=_Option, section=self._title, **attributes))

    def __call__(self, command: _Command) -> _Command:
        for decorate in reversed(self._made):
            command = decorate(command)
        return command


values = _Section("Values of variables; of two of one name the last counts, in this order")
values.option("--globals", "globals_", type=FILE, help="A file of Postman's globals.")
values.option(
    "--environment",
    "environments",
    multiple=True,
    metavar="FILE|NAME",
    help="A Postman environment: a file, or the name of one that lies beside FILE. Can be given several times.",
)
values.option(
    "--env-file",
    "env_files",
    multiple=True,
    type=FILE,
    help="A file with lines NAME=VALUE (.env). API_KEY counts for {{api_key}} too. Can be given several times.",
)
values.option(
    "--secret-env-file",
    "secret_env_files",
    multiple=True,
    type=FILE,
    help="The same, and each of its values is a secret, whatever its name.",
)
values.option(
    "--from-env",
    "from_env",
    multiple=True,
    metavar="NAME[=VARIABLE]",
    help="Take the value of the environment variable NAME, its capitals, or VARIABLE. Can be given several times.",
)
values.option(
    "--variable",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    help="The value of a variable, by its name in Postman; no secret: others see it. Can be given several times.",
)
values.option("--iteration-data", type=FILE, help="Run once for each row of this file (CSV or JSON), with its values.")

connection = _Section("Connections")
connection.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="HOST[:PORT]",
    help="Another host that your secrets may go to, or several with commas between them. Without a port, the usual ones of http and"
    " https are meant. Can be given several times.",
)
connection.option("--insecure", is_flag=True, help="Take any certificate.")
connection.option("--ca-file", type=FILE, help="Certificates of authorities to take, in place of the usual ones.")
connection.option("--client-certificate", type=FILE, help="The certificate to show to services.")
connection.option("--client-key", type=FILE, help="Its key, if that is in a file of its own.")
connection.option("--timeout", type=click.FloatRange(0.001), help="Seconds for each request. Without it, a minute.")

OF_A_KAIZALA = ("url", "application_id", "application_secret", "key", "pin", "mobile_number")
"""The options of the next section."""

of_a_kaizala = _Section("Only for the collection of this package")
of_a_kaizala.option("--url", help="The address of a Kaizala. Without it, a local Kaizala is started.")
of_a_kaizala.option(
    "--application-id", envvar="KAIZALA_APPLICATION_ID", default="", help="The id of a connector there."
)
of_a_kaizala.option(
    "--application-secret", envvar="KAIZALA_APPLICATION_SECRET", default="", help="The secret of the connector."
)
of_a_kaizala.option(
    "--key",
    envvar="KAIZALA_EMULATOR_KEY",
    default="",
    help="The key of a local Kaizala. With it, PINs are read off its phones.",
)
of_a_kaizala.option(
    "--pin", envvar="KAIZALA_PIN", default="", help="The PIN of every SMS, if the Kaizala was started with a fixed PIN."
)
of_a_kaizala.option(
    "--mobile-number",
    default="",
    help="The number that signs in. For a local Kaizala, the default is a number that belongs to nobody.",
)
