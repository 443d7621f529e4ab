"""The measurements: each one a command. README.md holds the latest figures."""
