"""What is certain of the service, and what is guessed: a table of every call, and the document that is made from it.

Nobody can ask the service any more. So whoever relies on the local Kaizala should see, call by call, how much of it is on record.
``python -m kaizala_nb.emulator.evidence FILE`` writes the document; the tests hold document, table and routes together.
"""
