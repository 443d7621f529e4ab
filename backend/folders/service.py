"""Folders: the tree and its entries."""
