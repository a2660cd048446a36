"""``python -m kaizala_nb`` is ``kaizala-nb``."""

from kaizala_nb.cli import main

main(prog_name="kaizala-nb")
