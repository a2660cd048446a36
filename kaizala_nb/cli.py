"""The command line: ``kaizala-nb lab`` opens the lessons, ``serve`` is a local Kaizala of its own, ``reset`` empties one.

``lessons`` is for teachers, ``collection`` for Postman.
"""

import click

from kaizala_nb import __version__
from kaizala_nb.course.runner.commands import collection
from kaizala_nb.course.teaching.commands import lessons
from kaizala_nb.toolkit.display.terminal import Commands, line


@click.group(cls=Commands)
@click.version_option(__version__, prog_name="kaizala-nb")
def main() -> None:
    """The Kaizala REST API as Jupyter notebooks that run."""


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; a free one if left out.")
@click.option("--database", type=click.Path(dir_okay=False), help="A file that keeps the state; memory if left out.")
@click.option("--key", envvar="KAIZALA_EMULATOR_KEY", help="The control plane's key; a random one if left out.")
@click.option("--pin", help="The PIN of every SMS, six digits; random ones if left out.")
@click.option("--throttle/--no-throttle", default=True, help="Count calls as the service did: 100 a minute.")
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="A host name to answer to, beside this computer's.",
)
@click.option(
    "--allow-outgoing",
    multiple=True,
    metavar="HOST",
    help="A host that it may call itself, beside this computer: a receiver of webhooks, or where media is fetched.",
)
@click.option(
    "--public-url",
    default="",
    metavar="URL",
    help="The address by which clients reach it, such as https://api.example.org, where a proxy in front of it speaks TLS."
    " It is the endpointUrl, and its host is answered to.",
)
@click.option(
    "--strict", is_flag=True, help="Public groups want the organisation's admin, a meeting's duration is not read."
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
    """Run a local Kaizala of its own. Prints one line of JSON when it is ready: url, key, connector."""
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
    """Open JupyterLab on the first lesson. ARGUMENTS go to JupyterLab, such as --no-browser or --port=8888."""
    import os
    import subprocess
    import sys
    from pathlib import Path

    from kaizala_nb.course.teaching import lab as opener

    folder = opener.lessons()
    try:
        if not opener.is_clone():
            folder = Path.cwd() / opener.COPY
            new = opener.copy_lessons(folder)
            click.echo(f"Lessons in {line(folder)}: {len(new)} new; what was there is as you left it.")
        started = opener.command(folder, arguments)
    except OSError as trouble:
        raise click.ClickException(f"The lessons cannot be copied to {folder}: {trouble.strerror}.") from None
    except opener.NoJupyterLab:
        raise click.ClickException('JupyterLab is not installed. Install it: pip install "kaizala-nb[lab]"') from None
    if sys.platform != "win32":
        os.execve(started[0], started, opener.variables())  # noqa: S606  (in our place: what ends us, a signal or Ctrl-C, ends JupyterLab and its kernels)
    try:
        ran = subprocess.run(started, check=False, env=opener.variables())  # noqa: S603  (our own interpreter, no shell)
        raise SystemExit(ran.returncode)
    except KeyboardInterrupt:
        raise SystemExit(0) from None


@main.command()
@click.option("--url", required=True, help="Its address, such as http://127.0.0.1:8600.")
@click.option("--key", envvar="KAIZALA_EMULATOR_KEY", required=True, help="The key of its control plane.")
def reset(url: str, key: str) -> None:
    """Empty a local Kaizala that runs: groups, messages, tokens, its clock. Whoever uses it has to sign in again."""
    from kaizala_nb import KaizalaError
    from kaizala_nb.course.sandbox.sandbox import Sandbox

    try:
        Sandbox(url, key).reset()
    except KaizalaError as trouble:
        raise click.ClickException(str(trouble)) from None
    except ValueError as trouble:
        raise click.BadParameter(str(trouble), param_hint="--url") from None
    click.echo(f"The Kaizala at {line(url)} is empty again. Run the lesson from its first cell.")


main.add_command(lessons)
main.add_command(collection)
