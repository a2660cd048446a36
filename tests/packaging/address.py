"""The repository's address. It stands in one place, ``pyproject.toml``: ``Repository`` under ``[project.urls]``.

``python -m tests.packaging.address`` (``make address``) writes it from there into the README: the line that clones the repository,
and the link to Binder. Binder's badge is hidden as long as nobody has filled the address in.
"""

import re
import tomllib

from tests.packaging.tracked import ROOT

NOT_FILLED_IN = "OWNER/REPO"
_README = ROOT / "README.md"
_NAME = r"[\w.-]+/[\w.-]+"
_NO_ADDRESS = (
    "pyproject.toml: Repository is {address!r}. Binder's link needs an address such as https://github.com/owner/name."
)


def repository() -> str:
    """Owner and name of the repository, as ``owner/name``. Raises ``SystemExit`` if the address is none of GitHub's."""
    address = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["urls"]["Repository"]
    found = re.fullmatch(rf"https://github\.com/({_NAME})", address.removesuffix(".git"))
    if found is None:
        raise SystemExit(_NO_ADDRESS.format(address=address))
    return found[1]


def filled_in(readme: str, name: str) -> str:
    """The README with this repository, ``owner/name``, in all its places."""
    readme = re.sub(rf"(git clone https://github\.com/){_NAME}", rf"\g<1>{name}", readme)
    readme = re.sub(rf"(https://mybinder\.org/v2/gh/){_NAME}", rf"\g<1>{name}", readme)
    badge = r"(\[!\[Open the lessons on Binder\].*\]\[binder\])"
    if name == NOT_FILLED_IN:
        return re.sub(rf"^{badge}$", r"<!-- \1 -->", readme, flags=re.MULTILINE)
    return re.sub(rf"^<!-- {badge} -->$", r"\1", readme, flags=re.MULTILINE)


def main() -> None:
    """Write it into the README."""
    name = repository()
    _README.write_text(filled_in(_README.read_text(encoding="utf-8"), name), encoding="utf-8")
    print(f"README.md: {name}")


if __name__ == "__main__":
    main()
