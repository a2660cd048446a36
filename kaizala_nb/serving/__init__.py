"""Three doors through which any WSGI application can be called, the rules for what is secret by its name, and calls to others.

A door is a thread of this process (:class:`thread.ServerThread`), a process of its own (:func:`process.serve`), or an adapter
without a socket (:class:`adapter.InProcessAdapter`). Each door takes a :class:`served.Served`. An application that calls
somebody itself does so by :func:`outgoing.call`. This package imports no other part of ``kaizala_nb``.
"""
