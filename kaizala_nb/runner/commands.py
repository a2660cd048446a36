"""``kaizala-nb collection``: the requests out to Postman, or run from here."""

import click


@click.group()
def collection() -> None:
    """The requests of the API as a Postman collection: for Postman, or run from here."""


@collection.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@click.option("--force", is_flag=True, help="Replace files of the same names that say something else.")
def export(folder: str, force: bool) -> None:
    """Write collection, environment and the file to upload into DIR, for Postman or newman."""
    from pathlib import Path

    from kaizala_nb.client.environment import BEYOND, PUBLISHED
    from kaizala_nb.collection.postman.export import InTheWay
    from kaizala_nb.collection.postman.export import export as export_files
    from kaizala_nb.steps import collection

    try:
        for path in export_files(collection, PUBLISHED | BEYOND, Path(folder), force=force):
            click.echo(str(path))
    except InTheWay as trouble:
        raise click.ClickException(f"{trouble} Nothing was written; --force replaces them.") from None
    except OSError as trouble:
        raise click.ClickException(f"{folder!r} cannot be written to: {trouble.strerror}.") from None
