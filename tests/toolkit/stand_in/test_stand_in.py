"""The stand-in of our library collection, over HTTP and in process."""

import requests

from kaizala_nb import Collection
from kaizala_nb.toolkit.stand_in.doors import in_process, in_thread
from kaizala_nb.toolkit.stand_in.stand_in import StandIn
from tests.patience import DEADLINE


def test_a_saved_example_answers_through_both_doors() -> None:
    collection = Collection.from_postman("notebooks/library.postman_collection.json")
    stand_in = StandIn(collection)
    server = in_thread(stand_in)
    session = requests.Session()
    session.mount("http://", in_process(stand_in))
    try:
        over_http = requests.get(f"{server.url}/hours", timeout=DEADLINE)
        inside = session.get("http://127.0.0.1/hours", timeout=DEADLINE)
    finally:
        server.close()
        stand_in.close()
    assert over_http.status_code == inside.status_code == 200
    assert over_http.json() == inside.json()
