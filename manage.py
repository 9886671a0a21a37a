"""Django's own entry point; the installed `waylight` command is the same."""

from waylight.config.cli import main

if __name__ == "__main__":
    main()
