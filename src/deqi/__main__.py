"""``python -m deqi`` is the command ``deqi``."""

from deqi.cli import main

main()
