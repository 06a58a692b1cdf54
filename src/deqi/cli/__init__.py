"""The command line: one file a command, one command an answer.

Exit status: 0 for an answer and for a refusal, 2 for input that cannot be used, 3 for a broken data file.
"""

from deqi.cli.main import main

__all__ = ["main"]
