"""``kaizala-nb collection``: write the requests to files for Postman, or run them in a terminal."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from kaizala_nb.course.runner.notebooks import notebook
from kaizala_nb.course.runner.options import OF_A_KAIZALA, SectionedCommand, connection, of_a_kaizala, values
from kaizala_nb.course.runner.serving import serve
from kaizala_nb.toolkit.display.terminal import one_line, title

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection import Collection


@click.group()
def collection() -> None:
    """Check, run, serve any Postman collection. Or write it, as files or as a notebook."""


collection.add_command(notebook)
collection.add_command(serve)


@collection.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@click.option(
    "--from",
    "source",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True),
    help="Write the collection of this file or folder, in place of the one of this package.",
)
@click.option(
    "--format",
    "version",
    type=click.Choice(["v2.1", "v3"]),
    default="v2.1",
    show_default=True,
    help="One file in JSON, which every Postman and newman read; or, since Postman 12, a folder of YAML.",
)
@click.option(
    "--with-secret",
    "with_secrets",
    multiple=True,
    metavar="NAME",
    help="Write the secret with this name too. Can be given several times.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Replace files in DIR that have the same names but other content, and remove those of an older export that are no longer"
    " in the collection.",
)
def export(folder: str, source: Path | None, version: Any, with_secrets: tuple[str, ...], force: bool) -> None:
    """Write the files for Postman.

    DIR gets the collection, an environment, and the picture that one of the requests uploads. Postman and newman can use them.

    With --from, DIR gets the collection of FILE, which may have any of Postman's formats. What the format cannot say is named.
    Secrets that stand in FILE are left out, and named: in a request a {{variable}} stands in the place of each.
    """
    from kaizala_nb.course.postman import KAIZALA_FILES
    from kaizala_nb.toolkit.collection.postman import PostmanFileError
    from kaizala_nb.toolkit.collection.postman.export import InTheWay, NoFolder, PostmanFiles, changed_since, home_in
    from kaizala_nb.toolkit.collection.postman.export import export as export_files

    files = PostmanFiles.of(read_collection(source)) if source else KAIZALA_FILES
    try:
        written = files.written(version, frozenset(with_secrets), home_in(Path(folder)))
        names = [secret.name for secret in written.secrets]
        for name in with_secrets:
            if name not in names:
                there = f"There are: {', '.join(map(one_line, names))}." if names else "There are none."
                raise click.BadParameter(f"There is no secret {name!r}. {there}", param_hint="--with-secret")
        changed = changed_since(Path(folder), written)
        for path in export_files(written, Path(folder), force=force):
            click.echo(one_line(path))
    except InTheWay as trouble:
        raise click.ClickException(f"{one_line(trouble)} Nothing was written; --force replaces them.") from None
    except NoFolder as trouble:
        raise click.ClickException(f"{one_line(trouble)} Nothing was written.") from None
    except PostmanFileError as trouble:
        raise click.ClickException(one_line(trouble)) from None
    except OSError as trouble:
        raise click.ClickException(f"{folder!r} cannot be written to: {trouble.strerror}.") from None
    for note in written.notes:
        click.echo(one_line(note), err=True)
    for name in changed:
        click.echo(
            f"{one_line(name)} is no longer in the collection. It stays, because somebody has changed it.", err=True
        )
    for secret in written.secrets:
        if secret.name not in with_secrets:
            click.echo(f"{one_line(secret)} (--with-secret {one_line(secret.name)})", err=True)


@collection.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
def check(file: Path) -> None:
    """Say which requests of FILE, a Postman collection, can be sent, and how much of its scripts is understood.

    FILE may be a folder, as Postman writes since version 12.

    Nothing is sent, and no script is run. The exit status is 0 if all of them can be sent, and 1 if one cannot, or
    if there is none.
    """
    from kaizala_nb.toolkit.display import faces
    from kaizala_nb.toolkit.runner.foreign import check as check_collection
    from kaizala_nb.toolkit.runner.understood import understood_in

    collection = read_collection(file)
    good, others = check_collection(collection)
    if not len(collection):
        raise click.ClickException("The collection holds no request.")
    click.echo(f"{good:,} of {faces.count(len(collection), 'request')} can be sent.")
    for folder, step, reason in others:
        click.echo(f"{title(folder.name)} / {title(step.name)}: {one_line(reason)}")
    for line in understood_in(collection):
        click.echo(line)
    if others:
        raise SystemExit(1)


@collection.command(cls=SectionedCommand)
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True))
@values
@connection
@of_a_kaizala
@click.option(
    "--folder",
    "folders",
    multiple=True,
    help="Run only this folder and the folders in it; of the collection of this package, also the requests that they need."
    " In another FILE it may be a request. Can be given several times.",
)
@click.option(
    "--working-dir",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder of the files that requests upload.",
)
@click.option(
    "--scripts",
    type=click.Choice(["read", "run", "off"]),
    default="read",
    show_default=True,
    help="What becomes of scripts in another FILE: what is understood of them is done; or they are run, apart from everything,"
    " and every request goes only to hosts that you have named; or nothing.",
)
@click.option(
    "--stand-in",
    is_flag=True,
    help="Send the requests of another FILE to a practice service, which answers as its saved examples say. Nothing leaves this"
    " computer: empty variables get practice values, and your secrets are not taken.",
)
@click.option("--delay", type=click.FloatRange(0), default=0.0, help="Seconds to wait between two requests.")
@click.option(
    "--junit",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the results to this file, in JUnit's format.",
)
@click.option("--bail/--go-on", default=False, help="Stop at the first failure; or go on, which is the default.")
@click.pass_context
def run(
    click_context: click.Context,
    file: Path | None,
    folders: tuple[str, ...],
    working_dir: Path | None,
    junit: Path | None,
    bail: bool,
    delay: float,
    stand_in: bool,
    iteration_data: Path | None,
    **options: Any,
) -> None:
    """Run the requests in their order, and show the result of each.

    FILE is a Postman collection. Without it, the collection of this package is run, at a Kaizala. Each request of another FILE goes
    where the file says; one that holds a secret of yours goes only to hosts that you have named, in the value of a variable or
    with --allow-host.

    Scripts of FILE are read: their checks are evaluated, and the variables that they save are set. A check that fails makes its
    request fail. A request that is refused passes if a check of its status wants that. A script may say which request comes next;
    each is sent at most 100 times, so that loops end.

    The exit status is 0 if all requests passed, and 1 if one failed.

    Other programs can see what is on the command line. So set the environment variables KAIZALA_APPLICATION_SECRET,
    KAIZALA_EMULATOR_KEY and KAIZALA_PIN instead of the options for secrets, and give other secrets in a file or with --from-env.
    """
    from kaizala_nb.course.runner.contexts import context_of
    from kaizala_nb.course.steps.folder import KAIZALA
    from kaizala_nb.toolkit.client.errors import ApiError, UnknownStepError
    from kaizala_nb.toolkit.collection.postman import PostmanFileError
    from kaizala_nb.toolkit.runner.foreign import rows_of
    from kaizala_nb.toolkit.runner.needs import steps_in_folders
    from kaizala_nb.toolkit.runner.terminal import CannotWrite, Output, run_in_terminal

    collection = read_collection(file)
    is_foreign = not any(step.service is KAIZALA for step in collection)
    if is_foreign:
        _refuse_those_of_the_course(click_context)
    elif iteration_data or stand_in:
        option = "--iteration-data" if iteration_data else "--stand-in"
        raise click.BadParameter("It belongs to the file of another collection.", param_hint=option)
    elif file is None and click_context.get_parameter_source("scripts") is ParameterSource.COMMANDLINE:
        raise click.BadParameter("It belongs to the file of another collection.", param_hint="--scripts")
    as_in_file = collection
    if stand_in:
        from kaizala_nb.toolkit.client.practice.secrets import without_secrets

        collection = without_secrets(collection)
    try:
        steps = steps_in_folders(collection, folders)
    except UnknownStepError as trouble:
        names = "; ".join(map(one_line, trouble.names))
        raise click.BadParameter(f"{trouble} There are: {names}.", param_hint="--folder") from None
    if not steps:
        raise click.ClickException("There is no request to run: the folder, or the whole file, holds none.")
    output = Output()
    try:
        rows = [] if iteration_data is None else rows_of(iteration_data)
        context = context_of(
            collection,
            options | {"file": file},
            output.say,
            _ask_pin,
            is_foreign=is_foreign,
            as_in_file=as_in_file if stand_in else None,
        )
    except ApiError as trouble:
        raise click.ClickException(f"{trouble} {title(trouble.advice.todo)}") from None
    except PostmanFileError as trouble:
        raise click.ClickException(str(trouble)) from None
    try:
        steps = context.with_prerequisites(steps)
        status = run_in_terminal(
            collection.name,
            steps,
            context,
            files=working_dir,
            bail=bail,
            junit=junit,
            output=output,
            rows=rows,
            delay=delay,
        )
    except CannotWrite as trouble:
        raise click.ClickException(str(trouble)) from None
    finally:
        context.close()
    if status:
        raise SystemExit(status)


def read_collection(file: Path | None) -> "Collection":
    """The collection of this package, also if somebody has exported it into this file; or the collection of any other file."""
    from kaizala_nb.course.steps import collection

    if file is None:
        return collection
    from kaizala_nb.course.steps.folder import KAIZALA
    from kaizala_nb.toolkit.collection import Collection
    from kaizala_nb.toolkit.collection.postman import PostmanFileError

    try:
        read = Collection.from_postman(file)
        names = {step.name for step in collection}
        if read.name == collection.name or sum(step.name in names for step in read) * 2 > len(names):
            return Collection.from_postman(file, KAIZALA)
        return read
    except PostmanFileError as trouble:
        raise click.ClickException(str(trouble)) from None


def _refuse_those_of_the_course(context: click.Context) -> None:
    """Options that only the collection of this package knows are refused with another file, if they stand on the command line."""
    given = [name for name in OF_A_KAIZALA if context.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    if given:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in given)
        raise click.UsageError(
            f"{options}: only the collection of this package takes it. The requests of another file go to the addresses that"
            " stand in it; give its variables with --environment, --env-file or --variable."
        )


def _ask_pin(host: str) -> str:
    """Ask the person at the terminal for the PIN. What is typed is not shown."""
    if not sys.stdin.isatty():
        from kaizala_nb.toolkit.client.errors import InputError

        raise InputError("A PIN is needed: give --pin, or the key of a local Kaizala, or run this in a terminal.")
    return click.prompt(f"The PIN of the SMS from {one_line(host)}", hide_input=True, err=True)
