"""The command line: ``kaizala-nb lab`` opens the lessons, ``kaizala-nb serve`` is a local Kaizala of its own."""

import click

from kaizala_nb import __version__


@click.group()
@click.version_option(__version__, prog_name="kaizala-nb")
def main() -> None:
    """The Kaizala REST API as Jupyter notebooks that run."""
