"""What is common to whoever serves: three doors for any WSGI application, and what is secret by its name.

The doors are :class:`thread.ServerThread` in this process, :func:`process.serve` as one of its own, and
:class:`adapter.InProcessAdapter` without a socket. Each takes a :class:`served.Served`. Nothing of this package stands below them.
"""
