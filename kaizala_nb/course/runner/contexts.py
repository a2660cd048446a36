"""From the options of a command to what a run works with: a Kaizala for its own collection, otherwise what a file says."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaizala_nb.toolkit.client.environment import Environment
from kaizala_nb.toolkit.client.practice.service import Practice
from kaizala_nb.toolkit.collection import Collection
from kaizala_nb.toolkit.collection.foreign.filling import names_in
from kaizala_nb.toolkit.collection.postman.env_file import from_process, in_capitals, read_env_file, spelled_as
from kaizala_nb.toolkit.collection.postman.environment import Variables, read_environment
from kaizala_nb.toolkit.collection.postman.environments import environment_file, merged
from kaizala_nb.toolkit.display.terminal import one_line
from kaizala_nb.toolkit.runner.foreign import ForeignContext, ForeignOptions
from kaizala_nb.toolkit.runner.needs import variables_needed

if TYPE_CHECKING:
    from kaizala_nb.course.runner.context import KaizalaContext


def context_of(
    collection: Collection,
    options: Mapping[str, Any],
    say: Callable[[str], None],
    ask_pin: Callable[[str], str],
    *,
    is_foreign: bool,
    as_in_file: Collection | None = None,
) -> "KaizalaContext | ForeignContext":
    """What the run of a collection works with. ``options`` are those of the command. ``as_in_file`` is the collection with the
    secrets of its file, if it is run at a practice service.

    Raises :class:`InputError` or :class:`PostmanFileError` with a sentence.
    """
    globals_ = _read(options["globals_"])
    environment = _given(collection, options)
    variables = _variables(options["variables"])
    key = options["client_key"]
    certificate = str(options["client_certificate"] or "") or None
    if key and not certificate:
        raise click.UsageError("--client-key is the key of a certificate: give --client-certificate too.")
    trust = {
        "insecure": options["insecure"],
        "ca_file": str(options["ca_file"] or ""),
        "certificate": (certificate, str(key)) if certificate and key else certificate,
    }
    asked = [*variables, *(one.partition("=")[0] for one in options["from_env"])]
    _say_what_is_not_used(collection, asked, globals_ | environment | variables, say)
    hosts = [host for one in options["allow_hosts"] for host in one.split(",")]
    if is_foreign:
        return ForeignContext(
            collection,
            ForeignOptions(
                globals_,
                environment,
                variables,
                hosts,
                timeout=options["timeout"],
                scripts=options["scripts"],
                as_in_file=as_in_file,
                practise=_practice(as_in_file) if as_in_file else None,
                **trust,
            ),
            say,
        )
    from kaizala_nb.course.runner.context import KaizalaContext, RunOptions

    if options["mobile_number"]:
        variables["mobile-number"] = options["mobile_number"]
    values = globals_ | environment | variables
    of_a_kaizala = {name: options[name] for name in ("url", "application_id", "application_secret", "key", "pin")}
    context = KaizalaContext(
        collection,
        RunOptions(
            **of_a_kaizala,
            allow_hosts=hosts,
            variables={name: value for name, value in values.items() if value},
            secret=globals_.secret | environment.secret,
            scripts=options["scripts"],
            ask_pin=ask_pin,
        ),
        say,
    )
    context.session.trust(**trust)
    context.session.timeout = options["timeout"] or context.session.timeout
    return context


def _practice(as_in_file: Collection) -> Callable[[Environment], Practice]:
    """Starts the practice service of a collection."""
    from kaizala_nb.toolkit.notebook.practising import practice_of

    return partial(practice_of, as_in_file)


def _read(file: Path | None) -> Variables:
    return Variables() if file is None else read_environment(file)


def _given(collection: Collection, options: Mapping[str, Any]) -> Variables:
    """The values of environments, of files ``.env`` and of environment variables, in this order."""
    environments = [read_environment(environment_file(one, options["file"])) for one in options["environments"]]
    files = [read_env_file(one) for one in options["env_files"]]
    files += [read_env_file(one, all_secret=True) for one in options["secret_env_files"]]
    files.append(from_process(options["from_env"], os.environ))
    if any(files):
        names = {name for step in collection for name in variables_needed(step)}
        files = [spelled_as(one, [*names, *names_in(dict(collection.variables))]) for one in files]
    return merged([*environments, *files])


def _say_what_is_not_used(
    collection: Collection, names: Iterable[str], values: Mapping[str, str], say: Callable[[str], None]
) -> None:
    """Name those of these variables that stand nowhere in the file, and in no value: a wrong spelling is seen so."""
    texts = json.dumps([collection.file, dict(values)], ensure_ascii=False, default=str)
    spelled = {in_capitals(name) for step in collection for name in variables_needed(step)}
    unused = [name for name in dict.fromkeys(names) if texts.count(name) < 2 and in_capitals(name) not in spelled]
    if collection.file is not None and unused:
        say(f"No request uses {', '.join('{{' + one_line(name) + '}}' for name in unused)}.")


def _variables(texts: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for one in texts:
        name, mark, value = one.partition("=")
        if not mark or not name:
            raise click.BadParameter("It is NAME=VALUE.", param_hint="--variable")
        values[name] = value
    return values
