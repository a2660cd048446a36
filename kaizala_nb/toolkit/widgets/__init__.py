"""What one clicks: the form of a step, signing in, the phone. Built on ipywidgets; text from outside is escaped everywhere."""
