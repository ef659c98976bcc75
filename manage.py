"""Django's own entry point, for tools that look for it; people use the command `ocop`."""

from ocop.config.cli import main

if __name__ == "__main__":
    main()
