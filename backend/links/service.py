"""Upload links."""
