"""The tus server's verbs, one function each."""
