"""``make bench``: every comparison, or those whose names are given."""

import sys

from benchmarks import calls, collection, crowd, foreign, forms, imports, notebooks, others, rows, stand_in

COMPARISONS = {
    "client": calls.client,
    "emulator": calls.emulator,
    "members": calls.members,
    "actions": calls.actions,
    "page": crowd.first_page,
    "message": crowd.message,
    "table": rows.table,
    "gather": rows.gather,
    "moto": others.moto,
    "collection": collection.runs,
    "forms": forms.forms,
    "foreign": foreign.runs,
    "notebook": notebooks.writing,
    "example": stand_in.example,
    "remembered": stand_in.remembered,
    "start": stand_in.start,
    "import": imports.importing,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or COMPARISONS:
        print(COMPARISONS[name](), flush=True)
