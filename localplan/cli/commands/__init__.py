"""One module a command: `arguments(parser)` declares what it takes, `run(call)` does it and gives the exit code."""
