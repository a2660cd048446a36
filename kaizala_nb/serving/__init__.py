"""Three doors through which any WSGI application can be called, and what several applications need behind them.

A door is a thread of this process (:class:`thread.ServerThread`), a process of its own (:func:`process.serve`), or an adapter
without a socket (:class:`adapter.InProcessAdapter`). Each door takes a :class:`served.Served`. Behind the doors: the state
(:mod:`database`, :mod:`snapshot`), the time (:mod:`clock`), faults (:mod:`faults`), the host that a request names (:mod:`hosts`),
calls to others (:mod:`outgoing`), the rules for what is secret by its name (:mod:`secrecy`), and what a process of its own does
while it starts (:mod:`starting`). This package imports no other part
of ``kaizala_nb``.
"""
