"""The command line.

``kaizala-nb lab`` opens the lessons, and ``open`` a Postman collection. ``serve`` runs a local Kaizala, ``reset`` empties one.
``lessons`` is for teachers, and ``collection`` is for Postman.
"""

import click

from kaizala_nb import __version__
from kaizala_nb.course.runner.commands import collection
from kaizala_nb.course.runner.options import filled_in, host_option, port_option
from kaizala_nb.course.teaching.commands import lessons
from kaizala_nb.course.teaching.opening import open_collection
from kaizala_nb.toolkit.display.terminal import Commands, one_line


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="kaizala-nb")
def main() -> None:
    """REST APIs as Jupyter notebooks: a course, with a local Kaizala that answers; and anybody's Postman collection.

    With a Postman file of your own, begin with: kaizala-nb open FILE
    """


@main.command()
@port_option
@click.option(
    "--database",
    type=click.Path(dir_okay=False),
    help="A file that keeps the state. Without it, the state is in memory.",
)
@click.option(
    "--key",
    envvar="KAIZALA_EMULATOR_KEY",
    callback=filled_in,
    help="The key of the control plane. Without it, a random one at each start.",
)
@click.option("--pin", help="The PIN of every SMS: six digits. Without it, each SMS has a random PIN.")
@click.option(
    "--throttle/--no-throttle",
    default=True,
    show_default=True,
    help="Refuse calls beyond 100 a minute, as the service did.",
)
@host_option
@click.option(
    "--allow-outgoing",
    multiple=True,
    metavar="HOST",
    help="Call this host too, not only this computer: to deliver webhooks or to fetch media. Can be given several times.",
)
@click.option(
    "--public-url",
    default="",
    metavar="URL",
    help="The address that clients use, such as https://api.example.org, if a proxy with TLS stands before this Kaizala."
    " It becomes the endpointUrl, and calls for its host are answered.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="A public group needs a token of the organisation's admin, and the field `duration` of a meeting is ignored.",
)
def serve(
    port: int,
    database: str | None,
    key: str | None,
    pin: str | None,
    throttle: bool,
    allow_hosts: tuple[str, ...],
    allow_outgoing: tuple[str, ...],
    public_url: str,
    strict: bool,
) -> None:
    """Run a local Kaizala until Ctrl-C.

    When it is ready, it prints one line of JSON: its url, its key, and a connector.
    """
    from kaizala_nb.emulator import DatabaseTrouble, Emulator, SettingError
    from kaizala_nb.emulator.doors import serve as serve_emulator

    try:
        emulator = Emulator(
            database=database,
            key=key,
            pin=pin,
            throttle=throttle,
            allow_hosts=allow_hosts,
            allow_outgoing=allow_outgoing,
            strict=strict,
            public_url=public_url,
        )
    except SettingError as trouble:
        raise click.BadParameter(f"{trouble}.", param_hint=f"--{trouble.setting.replace('_', '-')}") from None
    except DatabaseTrouble as trouble:
        raise click.ClickException(str(trouble)) from None
    try:
        serve_emulator(emulator, port)
    except OSError as trouble:
        raise click.ClickException(f"Port {port} cannot be used: {trouble.strerror}.") from None


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def lab(arguments: tuple[str, ...]) -> None:
    """Open the first lesson in JupyterLab.

    ARGUMENTS are passed on to JupyterLab, such as --no-browser or --port=8888.
    """
    from pathlib import Path

    from kaizala_nb.course.teaching import lab as opener
    from kaizala_nb.toolkit.display import faces

    folder = opener.lessons()
    try:
        if not opener.is_clone():
            folder = Path.cwd() / opener.COPY
            new = faces.count(len(opener.copy_lessons(folder)), "new file")
            click.echo(f"Lessons in {one_line(folder)}: {new}; what was there is as you left it.")
        started = opener.command(folder, arguments)
    except OSError as trouble:
        raise click.ClickException(f"The lessons cannot be copied to {folder}: {trouble.strerror}.") from None
    except opener.NoJupyterLab:
        raise click.ClickException('JupyterLab is not installed. Install it: pip install "kaizala-nb[lab]"') from None
    opener.start(started)


@main.command()
@click.option("--url", required=True, help="The address of the local Kaizala, such as http://127.0.0.1:8600.")
@click.option("--key", envvar="KAIZALA_EMULATOR_KEY", required=True, help="The key of its control plane.")
def reset(url: str, key: str) -> None:
    """Empty a local Kaizala that runs.

    All groups, messages and tokens go, and the clock shows the real time. Everybody has to sign in again.
    """
    from kaizala_nb import KaizalaError
    from kaizala_nb.course.sandbox.sandbox import Sandbox

    try:
        Sandbox(url, key).reset()
    except KaizalaError as trouble:
        raise click.ClickException(str(trouble)) from None
    except ValueError as trouble:
        raise click.BadParameter(str(trouble), param_hint="--url") from None
    click.echo(f"The Kaizala at {one_line(url)} is empty again. Run the lesson from its first cell.")


main.add_command(open_collection)
main.add_command(lessons)
main.add_command(collection)
