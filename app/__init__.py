"""Reprise: video export that never loses finished work."""

__version__ = "0.1.0"
