"""The HTTP API under ``/api/v1/``: the same documents as the command line, described by OpenAPI.

It keeps nothing: no session, no cookie, no log of what was asked.
"""
