"""The trash: deletion that can be undone."""
