"""The guest's session."""
