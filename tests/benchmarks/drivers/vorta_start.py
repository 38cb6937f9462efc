"""Vorta, as its own command starts it, with its window in front."""

import sys

from PyQt6 import QtCore, QtWidgets
from vorta.__main__ import main

from tests.benchmarks.drivers.painted import after_first_paint, tell_first_paint

after_first_paint(QtCore, QtWidgets, tell_first_paint)
sys.argv = ["vorta"]
main()
