"""`python -m services.console [HOST:PORT]…`: serve the console until SIGTERM or Ctrl-C."""

import sys

if __name__ == "__main__":
    try:
        from services.console.process import main

        sys.exit(main())
    except KeyboardInterrupt:  # before it serves; then it stops in order
        sys.exit(130)
