"""The bar of an upload: it moves in small steps, comes to its end, and says what is waited for then."""

from kaizala_nb.toolkit.widgets.upload_progress import UploadProgress


def told(bar: UploadProgress, size: int, *sent: int) -> list[dict[str, object] | None]:
    """What it shows after each piece."""
    shown = []
    for one in sent:
        bar.tell(one, size)
        shown.append(bar.content)
    return shown


def test_it_comes_to_its_end_however_small_the_last_piece_is():
    almost, end = told(UploadProgress(), 1_000, 999, 1_000)
    assert end == {"percent": 100, "words": "1,000 of 1,000 bytes sent. Waiting for the answer …"}
    assert almost == {"percent": 100, "words": "999 of 1,000 bytes sent"}


def test_it_moves_by_two_percent_at_least():
    begin, same, moved = told(UploadProgress(), 1_000, 0, 19, 20)
    assert begin["words"] == "0 of 1,000 bytes sent"
    assert same == begin
    assert moved["words"] == "20 of 1,000 bytes sent"


def test_a_second_sending_begins_at_its_beginning():
    bar = UploadProgress()
    told(bar, 1_000, 0, 1_000)
    bar.end()
    assert bar.content is None
    assert told(bar, 1_000, 0)[0]["words"] == "0 of 1,000 bytes sent"


def test_nothing_at_all_is_sent_at_once():
    assert "0 of 0 bytes sent. Waiting" in told(UploadProgress(), 0, 0)[0]["words"]
