"""``kaizala-nb collection serve``: a stand-in for the service of any collection."""

from pathlib import Path

import click

from kaizala_nb.course.runner.options import filled_in, host_option, port_option
from kaizala_nb.toolkit.display.terminal import one_line


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@port_option
@click.option(
    "--database",
    type=click.Path(dir_okay=False),
    help="A file that keeps what was sent. It belongs to this collection. Without it, all is forgotten at the end.",
)
@click.option("--stateless", is_flag=True, help="Answer from the saved examples alone, and remember nothing.")
@click.option(
    "--environment",
    "environments",
    multiple=True,
    metavar="FILE|NAME",
    help="A Postman environment, for base addresses: a file, or the name of one that lies beside FILE. Can be given several times.",
)
@click.option(
    "--key",
    envvar="STAND_IN_KEY",
    callback=filled_in,
    help="The key of the control plane. Without it, a random one at each start.",
)
@host_option
@click.option(
    "--allow-outgoing",
    multiple=True,
    metavar="HOST",
    help="Let a webhook call this host too, not only this computer. Can be given several times.",
)
@click.option(
    "--write-collection",
    "copy",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="COPY",
    help="Write a copy of the collection that leads to the stand-in, for newman and for Postman to import. It has whatever"
    " secrets FILE has, and only you can read it. It takes the place of an older copy, and of no other file.",
)
def serve(
    file: Path,
    port: int,
    database: str | None,
    stateless: bool,
    environments: tuple[str, ...],
    key: str | None,
    allow_hosts: tuple[str, ...],
    allow_outgoing: tuple[str, ...],
    copy: Path | None,
) -> None:
    """Answer the requests of FILE, a Postman collection, until Ctrl-C.

    The answers are the examples that are saved in FILE. What was posted is remembered: it can be read, changed and deleted.
    FILE may be a folder, as Postman writes since version 12.

    When it is ready, it prints one line of JSON: its url, the key of its control plane, the name of the collection, the variables
    that lead the requests to it, how many requests there are, and the copy of the collection that was written.
    """
    from kaizala_nb.serving.starting import without_garbage_collection

    with without_garbage_collection():
        from kaizala_nb.serving.database import DatabaseTrouble
        from kaizala_nb.toolkit.collection import Collection
        from kaizala_nb.toolkit.collection.postman import PostmanFileError
        from kaizala_nb.toolkit.collection.postman.environment import read_environment
        from kaizala_nb.toolkit.collection.postman.environments import environment_file, merged
        from kaizala_nb.toolkit.stand_in.copying import CannotCopy, look_at
        from kaizala_nb.toolkit.stand_in.doors import serve as serve_stand_in
        from kaizala_nb.toolkit.stand_in.stand_in import StandIn

        try:
            if copy is not None:
                look_at(copy)
            stand_in = StandIn(
                Collection.from_postman(file),
                merged([read_environment(environment_file(one, file)) for one in environments]),
                database=database,
                stateless=stateless,
                key=key,
                allow_hosts=allow_hosts,
                allow_outgoing=[_host(one) for one in allow_outgoing],
            )
        except (PostmanFileError, DatabaseTrouble, CannotCopy) as trouble:
            raise click.ClickException(one_line(trouble)) from None
    try:
        serve_stand_in(stand_in, port, copy)
    except (CannotCopy, PostmanFileError) as trouble:
        raise click.ClickException(one_line(trouble)) from None
    except OSError as trouble:
        raise click.ClickException(f"Port {port} cannot be used: {trouble.strerror}.") from None


def _host(text: str) -> str:
    from kaizala_nb.serving.hosts import host_name

    try:
        return host_name(text)
    except ValueError:
        words = f"{text!r} is no host: give a name or an address alone, without scheme, port or path."
        raise click.BadParameter(words, param_hint="--allow-outgoing") from None
