"""Downloading folders, studies and documents as one ZIP: a ticket first, then a stream of a length known beforehand."""
