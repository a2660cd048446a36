"""What is certain of the service, and what is guessed: a table of every operation, and the page that is made from it.

Nobody can ask the service any more. So whoever relies on the local Kaizala should see, call by call, how much of it is on record.
``python -m kaizala_nb.emulator.evidence FILE`` writes the page; the tests hold page, table and routes together.
"""
