"""Files: uploaded, fetched from a URL, kept, and given out again."""

from kaizala_nb.emulator.media.routes import declare

__all__ = ["declare"]
