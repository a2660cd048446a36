"""A stand-in: a local server that answers as a collection's saved examples say, and remembers what was sent to it.

A request (:mod:`request`) is matched with the routes (:mod:`route`) that :mod:`reading` made of the collection. What is answered
(:mod:`response`) comes from a saved example, from the memory, or is made up. :class:`stand_in.StandIn` holds the order of these.
"""
