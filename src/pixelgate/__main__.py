"""Run pixelgate as ``python -m pixelgate``."""

from pixelgate.cli import main

if __name__ == "__main__":
    main()
