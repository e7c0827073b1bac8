"""Connections that break and come back."""
