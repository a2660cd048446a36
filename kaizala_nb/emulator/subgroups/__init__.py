"""Sub-groups: groups in a hierarchy."""
