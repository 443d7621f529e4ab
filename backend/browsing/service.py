"""Listings for the folder view."""
