"""Loads of files."""
