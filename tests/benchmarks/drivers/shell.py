"""The least a Qt program can be: a window with a text."""

import sys

from PySide6 import QtCore, QtWidgets

from tests.benchmarks.drivers.painted import after_first_paint, tell_first_paint

after_first_paint(QtCore, QtWidgets, tell_first_paint)
app = QtWidgets.QApplication(sys.argv)
window = QtWidgets.QMainWindow()
window.setCentralWidget(QtWidgets.QLabel("Hello"))
window.resize(1280, 720)
window.show()
app.exec()
