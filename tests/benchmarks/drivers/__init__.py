"""Programs that the benchmarks start: each tells, as JSON on one line, what it measured."""
