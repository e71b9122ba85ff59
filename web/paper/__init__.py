"""Sheets as PDF files with tags (PDF/UA-1): for keeping, for sending, and for reading by ear (ADR 30).

``python -m web.paper`` is a program of its own: it reads a sheet in JSON and writes the file. What it knew of a person
ends with it, and the service goes on answering others meanwhile.
"""
