"""How a step is sent: Session, Environment, Reply, the errors, and what hides secrets."""
