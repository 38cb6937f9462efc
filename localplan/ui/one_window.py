"""One window for one library on one desktop: a second start hands its files to the first and steps aside."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from localplan.app.places import Address, account_name

PATIENCE = 700  # ms to wait for the first window's answer


def _name(library: Address) -> str:
    place = f"{account_name()}\n{library.absolute() if isinstance(library, Path) else library}"
    return f"localplan-{sha256(place.encode()).hexdigest()[:24]}"


def hand_over(library: Address, files: tuple[Path, ...]) -> bool:
    """Give the files to a window that has this library open already; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(library))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(msgspec.json.encode([str(path.absolute()) for path in files]) + b"\n")
    handed = socket.waitForBytesWritten(PATIENCE) and socket.waitForReadyRead(PATIENCE)
    socket.disconnectFromServer()
    return handed


class Doorbell(QObject):
    """Waits for later starts; `ring` is told their files."""

    def __init__(self, library: Address, ring: Callable[[list[Path]], None], parent: QObject) -> None:
        super().__init__(parent)
        self._ring = ring
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._somebody)
        self.listen(library)

    def listen(self, library: Address) -> None:
        """Wait at this library; at one alone."""
        self._server.close()
        QLocalServer.removeServer(_name(library))  # what a killed window left behind
        self._server.listen(_name(library))

    def _somebody(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(lambda: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        try:
            names = msgspec.json.decode(bytes(socket.readLine().data()), type=list[str])
        except msgspec.DecodeError:
            return
        socket.write(b"ok\n")
        socket.flush()
        self._ring([Path(name) for name in names])
