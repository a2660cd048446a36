"""``kaizala-nb collection notebook``: write any Postman collection as a notebook."""

from pathlib import Path
from typing import Any

import click

from kaizala_nb.course.runner.options import folder_option, named_host_option
from kaizala_nb.toolkit.display.terminal import one_line


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@folder_option
@click.option(
    "--stand-in/--live",
    "stand_in",
    default=None,
    help="Its requests go to a practice service, which answers as the saved examples of FILE say; or to the real service. Without"
    " either, a new notebook has the practice service, and one that is there keeps what it has.",
)
@click.option(
    "--code",
    is_flag=True,
    help="Write plain Python with requests in place of forms, always --live. What may change something is sent only if"
    " allow_changes is True.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Replace a notebook that was not written from a collection, and all that somebody wrote into one that was.",
)
@click.option(
    "--bring-back",
    is_flag=True,
    help="Write also the cells that somebody has deleted from a notebook that is there.",
)
@named_host_option
def notebook(file: Path, folder: Path | None, stand_in: bool | None, code: bool, **options: Any) -> None:
    """Write FILE, a Postman collection, as a notebook: a form and its reply for each request.

    The notebook has the name of FILE. A collection of more than 40 requests gets a notebook for each folder, and an index. Nothing
    is sent. If the notebook was written before, the cells that somebody added or changed stay in it, and those that somebody
    deleted stay away. Outputs do not stay.
    """
    from kaizala_nb import Api, ApiError
    from kaizala_nb.toolkit.notebook.workbench import notebook_beside

    try:
        beside = notebook_beside(file)
        target = beside if folder is None else folder / beside.name
        api = Api.from_postman(file, allow_hosts=options["allow_hosts"])
        written = api.notebook(target, live=None if stand_in is None else not stand_in, code=code, **options)
    except ApiError as trouble:
        raise click.ClickException(f"{one_line(trouble)} {one_line(trouble.advice.todo)}") from None
    for path in written:
        click.echo(one_line(path))
    for line in filter(None, (written.summary, written.where, written.note)):
        click.echo(one_line(line), err=True)
