"""Collections that are written as notebooks."""

import json

import nbformat

from kaizala_nb import Api


def request(name, method="GET", path="/books", *, needs="", gives="", doc="", **more):
    """A request. It needs a variable in a header, and its script sets one."""
    script = [f'pm.environment.set("{gives}", pm.response.json().{gives});'] if gives else []
    return {
        "name": name,
        "event": [{"listen": "test", "script": {"exec": script}}],
        "request": {
            "method": method,
            "url": f"https://library.example{path}",
            "header": [{"key": "X-Note", "value": f"{{{{{needs}}}}}"}] if needs else [],
            "description": doc,
        },
        **more,
    }


def folder(name, *items):
    return {"name": name, "item": list(items)}


def written(
    tmp_path,
    *items,
    name="City library",
    doc="",
    path="library.ipynb",
    variable=(),
    file="library.postman_collection.json",
    **options,
):
    """The notebook of a collection of these folders, after it was written beside its file."""
    file = tmp_path / file
    file.write_text(
        json.dumps({"info": {"name": name, "description": doc}, "item": list(items), "variable": list(variable)})
    )
    api = Api.from_postman(file)
    api.notebook(tmp_path / path, **options)
    api.close()
    return read(tmp_path / path)


def read(path):
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    return notebook


def texts(notebook, kind="code"):
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]
