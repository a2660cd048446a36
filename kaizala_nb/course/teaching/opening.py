"""``kaizala-nb open FILE``: the notebook of a Postman collection, written beside it, and JupyterLab on it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaizala_nb.course.runner.options import folder_option, is_live, named_host_option
from kaizala_nb.toolkit.display.terminal import one_line, title

if TYPE_CHECKING:
    from kaizala_nb.toolkit.collection import Collection

_MOST_NAMED = 3
_NO_JUPYTERLAB = 'JupyterLab is not installed. Install it: pip install "kaizala-nb[lab]"'


@click.command("open", context_settings={"ignore_unknown_options": True})
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@folder_option
@click.option(
    "--stand-in",
    is_flag=True,
    help="Requests go to a practice service on this computer, which answers as the saved examples of FILE say. So it is"
    " without --live.",
)
@click.option("--live", is_flag=True, help="Requests go to the service that FILE names.")
@named_host_option
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def open_collection(
    file: Path,
    folder: Path | None,
    stand_in: bool,
    live: bool,
    allow_hosts: tuple[str, ...],
    arguments: tuple[str, ...],
) -> None:
    """Open FILE, a Postman collection, as a notebook in JupyterLab.

    FILE is what Postman exports, or a folder as Postman writes it since version 12. The notebook is written beside it. If it is
    there already, it is yours: it is opened as it is. Nothing is sent before you send it.

    ARGUMENTS are passed on to JupyterLab, such as --no-browser or --port=8888.
    """
    from kaizala_nb.course.teaching import lab
    from kaizala_nb.toolkit.client.errors import ApiError
    from kaizala_nb.toolkit.notebook.workbench import notebook_beside

    to_real_service = bool(is_live(stand_in, live))
    if not lab.is_installed():
        raise click.ClickException(_NO_JUPYTERLAB)
    beside = notebook_beside(file)
    notebook = beside if folder is None else folder.absolute() / beside.name
    try:
        is_new = prepare(file, notebook, lambda line: click.echo(one_line(line)), allow_hosts, live=to_real_service)
    except ApiError as trouble:
        raise click.ClickException(f"{one_line(trouble)} {one_line(trouble.advice.todo)}") from None
    if allow_hosts and not is_new:
        click.echo("--allow-host changes nothing in it: its first cell of code names the hosts.")
    lab.start(lab.command(notebook.parent, arguments, notebook.name, alone=True))


def prepare(
    file: Path,
    notebook: Path,
    say: Callable[[str], object],
    allow_hosts: tuple[str, ...] = (),
    *,
    live: bool = False,
    option: str = "--live",
) -> bool:
    """Write the notebook of the collection in ``file``, unless it is there. Returns whether it was written.

    Args:
        file: The collection, a file or a folder.
        notebook: The path of the notebook. Of many requests, others are written beside it.
        say: Is given the sentences on what there is, one after the other.
        allow_hosts: The hosts that secrets may go to.
        live: Whether requests go to the service that the file names, in place of the practice service.
        option: What a terminal takes to go there, as the sentence on the practice service says it; "" where there is none.

    Raises:
        ApiError: The file holds no collection, the notebook is one of another collection, or it cannot be written.
    """
    from kaizala_nb.toolkit.display import faces
    from kaizala_nb.toolkit.notebook.api import Api
    from kaizala_nb.toolkit.notebook.writing.opened import refuse_another

    api = Api.from_postman(file, allow_hosts=allow_hosts)
    say(about(api.collection))
    if notebook.exists():
        refuse_another(notebook, file)
        say(f"{notebook.name} is yours; opening it.")
        for line in where_it_goes(notebook, api.collection):
            say(line)
        return False
    written = api.notebook(notebook, live=live, allow_hosts=allow_hosts)
    others = f" and {faces.count(len(written) - 1, 'other')}" if len(written) > 1 else ""
    say(f"Wrote {written[0].name}{others}.")
    for line in where_to(api.collection, allow_hosts) if live else [practice(api.collection, option)]:
        say(line)
    if written.note:
        say(written.note)
    return True


def about(collection: "Collection") -> str:
    """What is in it: "City library: 12 requests in 3 folders, 12 can be sent."."""
    from kaizala_nb.toolkit.display import faces
    from kaizala_nb.toolkit.runner.foreign import check

    good, _ = check(collection)
    folders = {name for folder in collection.folders for name in (*folder.above, folder.name)} - {collection.name}
    inside = f" in {faces.count(len(folders), 'folder')}" if folders else ""
    return f"{title(collection.name)}: {faces.count(len(collection), 'request')}{inside}, {good:,} can be sent."


def practice(collection: "Collection", option: str) -> str:
    """That requests go to the practice service; and whom they would go to by ``option``, if there is one."""
    if not option:
        return "Practice service: its first cell of code says stand_in=True."
    return f"Practice service; {option} talks to {_whom(collection)}."


def where_it_goes(notebook: Path, collection: "Collection") -> list[str]:
    """Where the requests of a notebook go that is there, whatever was asked for; and how a person changes that."""
    from kaizala_nb.toolkit.notebook.writing.opened import opened_by

    opened = opened_by(notebook)
    if opened is None or opened.is_practice is None:
        return ["Its first cell of code says where its requests go."]
    if opened.is_practice:
        return [
            "Its requests go to the practice service.",
            "For the real one, take stand_in=True out of its first cell of code.",
        ]
    live = f"Careful: its requests go to the real service: {_whom(collection, 'the one')}."
    change = "For the practice service, write stand_in=True into its first cell of code."
    return [live, change] if opened.file else [live]


def where_to(collection: "Collection", allow_hosts: Sequence[str] = ()) -> list[str]:
    """Which services its requests go to, as far as the file says; and how a person lets secrets go there."""
    services = _services(collection)
    if not services:
        return [f"The file does not say which service it talks to. It is {_whom(collection)}."]
    if allow_hosts:
        secrets = f"Secrets of yours may go to {', '.join(allow_hosts)}."
    else:
        secrets = f"No secret of yours goes there until you name it: --allow-host {services[0]}, or in the first cell of code."
    return [f"It talks to {_named(services)}.", secrets]


def _whom(collection: "Collection", noun: str = "the service") -> str:
    """The services that its requests go to; or the variable that has the address."""
    variables = [f"{{{{{step.base}}}}}" for step in collection if "://" not in step.base]
    named = one_line(variables[0]) if variables else "a variable"
    return _named(_services(collection)) or f"{noun} that {named} names"


def _named(services: Sequence[str]) -> str:
    """The first of the services, and how many more there are; "" if there are none."""
    more = f" and {len(services) - _MOST_NAMED:,} more" if len(services) > _MOST_NAMED else ""
    return ", ".join(services[:_MOST_NAMED]) + more


def _services(collection: "Collection") -> list[str]:
    from kaizala_nb.toolkit.client.hosts import origin_of
    from kaizala_nb.toolkit.collection.foreign.filling import Filler

    found: dict[str, None] = {}
    for base in dict.fromkeys(step.base for step in collection):
        written = base if "://" in base else collection.variables.get(base, "")  # else it is the name of a variable
        address = Filler(collection.variables.get).text(written)
        try:
            found[str(origin_of(address if "://" in address else f"http://{address}"))] = None
        except ValueError:
            continue
    return list(found)
