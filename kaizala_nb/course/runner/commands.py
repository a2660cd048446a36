"""``kaizala-nb collection``: write the requests to files for Postman, or run them in a terminal."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaizala_nb.toolkit.display.terminal import one_line

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection import Collection


@click.group()
def collection() -> None:
    """Run the Postman collection of the API, or write it to files."""


@collection.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@click.option("--force", is_flag=True, help="Replace files in DIR that have the same names but other content.")
def export(folder: str, force: bool) -> None:
    """Write the files for Postman.

    DIR gets the collection, an environment, and the picture that one of the requests uploads. Postman and newman can use them.
    """
    from kaizala_nb.course.postman import KAIZALA_FILES
    from kaizala_nb.toolkit.collection.postman.export import InTheWay
    from kaizala_nb.toolkit.collection.postman.export import export as export_files

    try:
        for path in export_files(KAIZALA_FILES, Path(folder), force=force):
            click.echo(one_line(path))
    except InTheWay as trouble:
        raise click.ClickException(f"{trouble} Nothing was written; --force replaces them.") from None
    except OSError as trouble:
        raise click.ClickException(f"{folder!r} cannot be written to: {trouble.strerror}.") from None


@collection.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--url", help="The address of a Kaizala. Without it, a local Kaizala is started.")
@click.option("--application-id", envvar="KAIZALA_APPLICATION_ID", default="", help="The id of a connector there.")
@click.option(
    "--application-secret", envvar="KAIZALA_APPLICATION_SECRET", default="", help="The secret of the connector."
)
@click.option(
    "--key",
    envvar="KAIZALA_EMULATOR_KEY",
    default="",
    help="The key of a local Kaizala. With it, PINs are read off its phones.",
)
@click.option(
    "--pin", envvar="KAIZALA_PIN", default="", help="The PIN of every SMS, if the Kaizala was started with a fixed PIN."
)
@click.option(
    "--mobile-number",
    default="",
    help="The number that signs in. For a local Kaizala, the default is a number that belongs to nobody.",
)
@click.option(
    "--environment",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A Postman environment with values of variables.",
)
@click.option(
    "--variable",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    help="The value of a variable, by its name in Postman. Can be given several times.",
)
@click.option(
    "--folder",
    "folders",
    multiple=True,
    help="Run only this folder, the folders in it, and the requests that they need. Can be given several times.",
)
@click.option(
    "--working-dir",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder of the files that requests upload.",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="NAME",
    help="Another host that tokens may go to. Can be given several times.",
)
@click.option(
    "--junit",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the results to this file, in JUnit's format.",
)
@click.option("--bail/--go-on", default=False, help="Stop at the first failure; or go on, which is the default.")
def run(
    file: Path | None,
    environment: Path | None,
    variables: tuple[str, ...],
    mobile_number: str,
    folders: tuple[str, ...],
    working_dir: Path | None,
    junit: Path | None,
    bail: bool,
    **service: Any,
) -> None:
    """Run the requests in their order, and show the result of each.

    FILE is a Postman collection. Without it, the collection of this package is run. Scripts in a collection are not run.

    The exit status is 0 if all requests passed, and 1 if one failed.

    Other programs can see what is on the command line. So set the environment variables KAIZALA_APPLICATION_SECRET,
    KAIZALA_EMULATOR_KEY and KAIZALA_PIN instead of the options for secrets.
    """
    from kaizala_nb.course.runner.context import KaizalaContext, RunOptions
    from kaizala_nb.toolkit.client.errors import ApiError, UnknownStepError
    from kaizala_nb.toolkit.runner.needs import steps_in_folders
    from kaizala_nb.toolkit.runner.terminal import CannotWrite, Output, run_in_terminal

    collection = _collection(file)
    values, secret = _variables(environment, variables, mobile_number)
    try:
        steps = steps_in_folders(collection, folders)
    except UnknownStepError as trouble:
        names = "; ".join(map(one_line, trouble.names))
        raise click.BadParameter(f"{trouble} There are: {names}.", param_hint="--folder") from None
    if not steps:
        raise click.ClickException("There is no request to run: the folder, or the whole file, holds none.")
    output = Output()
    try:
        options = RunOptions(variables=values, secret=secret, ask_pin=_ask_pin, **service)
        context = KaizalaContext(collection, options, output.say)
    except ApiError as trouble:
        raise click.ClickException(str(trouble)) from None
    try:
        steps = context.with_prerequisites(steps)
        status = run_in_terminal(
            collection.name, steps, context, files=working_dir, bail=bail, junit=junit, output=output
        )
    except CannotWrite as trouble:
        raise click.ClickException(str(trouble)) from None
    finally:
        context.close()
    if status:
        raise SystemExit(status)


def _collection(file: Path | None) -> "Collection":
    if file is None:
        from kaizala_nb.course.steps import collection

        return collection
    from kaizala_nb.course.steps.folder import KAIZALA
    from kaizala_nb.toolkit.collection import Collection
    from kaizala_nb.toolkit.collection.postman import PostmanFileError

    try:
        return Collection.from_postman(file, KAIZALA)
    except PostmanFileError as trouble:
        raise click.ClickException(str(trouble)) from None


def _variables(
    environment: Path | None, variables: tuple[str, ...], mobile_number: str
) -> tuple[dict[str, str], set[str]]:
    """The variables of a file and of the command line, without empty ones; and the names that the file calls secret."""
    from kaizala_nb.toolkit.collection.postman import PostmanFileError
    from kaizala_nb.toolkit.collection.postman.environment import Variables, read_environment

    try:
        values = Variables() if environment is None else read_environment(environment)
    except PostmanFileError as trouble:
        raise click.ClickException(str(trouble)) from None
    for one in variables:
        name, mark, value = one.partition("=")
        if not mark or not name:
            raise click.BadParameter("It is NAME=VALUE.", param_hint="--variable")
        values[name] = value
    if mobile_number:
        values["mobile-number"] = mobile_number
    return {name: value for name, value in values.items() if value}, values.secret


def _ask_pin(host: str) -> str:
    """Ask the person at the terminal for the PIN. What is typed is not shown."""
    if not sys.stdin.isatty():
        from kaizala_nb.toolkit.client.errors import InputError

        raise InputError("A PIN is needed: give --pin, or the key of a local Kaizala, or run this in a terminal.")
    return click.prompt(f"The PIN of the SMS from {one_line(host)}", hide_input=True, err=True)
