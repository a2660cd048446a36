"""The modules of JavaScript that draw widgets."""
