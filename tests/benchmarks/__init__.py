"""Speed against other programs and libraries, measured in the same run. `make bench` prints the table.

Each job is done by ours and by its peers in turns, so that a busy machine is busy for all of them; what counts is the
ratio of the medians. Peers that are not part of the project live in `build/bench-venv`; one that is not on this machine
is said to be missing. Not a test: nothing here passes or fails.
"""
