"""Foundation: the verbs of a use case, audit, outbox, clocks, files, rule parameters, numbering."""
