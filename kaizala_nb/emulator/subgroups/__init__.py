"""Sub-groups: groups in a hierarchy. The routes are declared by ``subgroups.routes``; see there."""


def declare(service: object) -> None:
    """The routes."""
    from kaizala_nb.emulator.subgroups import routes

    routes.declare(service)
