"""The demonstration: a clinician, folders, and real studies under fictional names. Production refuses it."""
