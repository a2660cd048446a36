"""``kaizala-nb collection``: the requests out to Postman, or run from here."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaizala_nb.toolkit.display.terminal import line

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection import Collection


@click.group()
def collection() -> None:
    """The requests of the API as a Postman collection: for Postman, or run from here."""


@collection.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@click.option("--force", is_flag=True, help="Replace files of the same names that say something else.")
def export(folder: str, force: bool) -> None:
    """Write collection, environment and the file to upload into DIR, for Postman or newman."""
    from kaizala_nb.course.postman import KAIZALA_FILES
    from kaizala_nb.toolkit.collection.postman.export import InTheWay
    from kaizala_nb.toolkit.collection.postman.export import export as export_files

    try:
        for path in export_files(KAIZALA_FILES, Path(folder), force=force):
            click.echo(line(path))
    except InTheWay as trouble:
        raise click.ClickException(f"{trouble} Nothing was written; --force replaces them.") from None
    except OSError as trouble:
        raise click.ClickException(f"{folder!r} cannot be written to: {trouble.strerror}.") from None


@collection.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--url", help="The address of a Kaizala; one of its own is started if this is left out.")
@click.option("--application-id", envvar="KAIZALA_APPLICATION_ID", default="", help="The connector's id there.")
@click.option("--application-secret", envvar="KAIZALA_APPLICATION_SECRET", default="", help="The connector's secret.")
@click.option(
    "--key", envvar="KAIZALA_EMULATOR_KEY", default="", help="A local Kaizala's key: PINs are read off the phone."
)
@click.option("--pin", envvar="KAIZALA_PIN", default="", help="The PIN of every SMS, where one is fixed.")
@click.option("--mobile-number", default="", help="Who signs in; a number from fiction at a local Kaizala.")
@click.option(
    "--environment", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="A Postman environment."
)
@click.option("--variable", "variables", multiple=True, metavar="NAME=VALUE", help="A variable, under Postman's name.")
@click.option("--folder", "folders", multiple=True, help="This folder and those in it, and first what they need.")
@click.option(
    "--working-dir", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Where files to upload are."
)
@click.option(
    "--allow-host", "allow_hosts", multiple=True, metavar="NAME", help="A host that tokens may go to as well."
)
@click.option(
    "--junit", type=click.Path(path_type=Path, dir_okay=False), help="Write the results to this file as JUnit does."
)
@click.option("--bail/--go-on", default=False, help="Stop at the first failure, or go on, which is usual.")
def run(
    file: Path | None,
    environment: Path | None,
    variables: tuple[str, ...],
    mobile_number: str,
    folders: tuple[str, ...],
    working_dir: Path | None,
    junit: Path | None,
    bail: bool,
    **where: Any,
) -> None:
    """Run the requests in order, and say what came of each. The exit status is 1 if any failed.

    FILE is a Postman collection; the one of this package is run if it is left out. Its scripts are not run. Secrets are better
    given as KAIZALA_APPLICATION_SECRET, KAIZALA_EMULATOR_KEY and KAIZALA_PIN than on the command line, where other programs can
    see them.
    """
    from kaizala_nb.course.runner.place import Asked, Place
    from kaizala_nb.toolkit.client.errors import ApiError, UnknownStepError
    from kaizala_nb.toolkit.runner.needs import chosen
    from kaizala_nb.toolkit.runner.terminal import CannotWrite, Output, run_in_terminal

    collection = _collection(file)
    held, secret = _variables(environment, variables, mobile_number)
    try:
        steps = chosen(collection, folders)
    except UnknownStepError as trouble:
        names = "; ".join(map(line, trouble.names))
        raise click.BadParameter(f"{trouble} There are: {names}.", param_hint="--folder") from None
    if not steps:
        raise click.ClickException("There is no request to run: the folder, or the whole file, holds none.")
    output = Output()
    try:
        place = Place(collection, Asked(variables=held, secret=secret, ask_pin=_ask_pin, **where), output.say)
    except ApiError as trouble:
        raise click.ClickException(str(trouble)) from None
    try:
        steps = place.with_what_they_need(steps)
        status = run_in_terminal(
            collection.name, steps, place, files=working_dir, bail=bail, junit=junit, output=output
        )
    except CannotWrite as trouble:
        raise click.ClickException(str(trouble)) from None
    finally:
        place.close()
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
    """The variables that the caller gave: a file's, then those named one by one; and which are secrets, as the file
    says. What is empty was not given."""
    from kaizala_nb.toolkit.collection.postman import PostmanFileError
    from kaizala_nb.toolkit.collection.postman.environment import Variables, read_environment

    try:
        held = Variables() if environment is None else read_environment(environment)
    except PostmanFileError as trouble:
        raise click.ClickException(str(trouble)) from None
    for one in variables:
        name, mark, value = one.partition("=")
        if not mark or not name:
            raise click.BadParameter("It is NAME=VALUE.", param_hint="--variable")
        held[name] = value
    if mobile_number:
        held["mobile-number"] = mobile_number
    return {name: value for name, value in held.items() if value}, held.secret


def _ask_pin(host: str) -> str:
    """The PIN, typed by whoever runs this. It is not shown."""
    if not sys.stdin.isatty():
        from kaizala_nb.toolkit.client.errors import InputError

        raise InputError("A PIN is needed: give --pin, or the key of a local Kaizala, or run this in a terminal.")
    return click.prompt(f"The PIN of the SMS from {line(host)}", hide_input=True, err=True)
