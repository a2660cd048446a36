"""``kaizala-nb collection notebook``: write any Postman collection as a notebook."""

from pathlib import Path
from typing import Any

import click

from kaizala_nb.course.runner.options import folder_option, is_live, named_host_option
from kaizala_nb.toolkit.display.terminal import one_line


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@folder_option
@click.option(
    "--stand-in",
    is_flag=True,
    help="Its requests go to a practice service, which answers as the saved examples of FILE say. Without --stand-in and --live, a"
    " new notebook has the practice service, and one that is there keeps what it has.",
)
@click.option("--live", is_flag=True, help="Its requests go to the real service.")
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
def notebook(file: Path, folder: Path | None, stand_in: bool, live: bool, code: bool, **options: Any) -> None:
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
        written = api.notebook(target, live=is_live(stand_in, live), code=code, **options)
    except ApiError as trouble:
        raise click.ClickException(f"{one_line(trouble)} {one_line(trouble.advice.todo)}") from None
    for path in written:
        click.echo(one_line(path))
    for line in filter(None, (written.summary, written.where, written.note)):
        click.echo(one_line(line), err=True)
