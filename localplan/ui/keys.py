"""Signing in the window: the own key, the passphrase that opens it, and the question whose key a new one is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QInputDialog, QLineEdit, QMessageBox, QVBoxLayout

from localplan.app.signatures import (
    SignatureState,
    accept_sender,
    close_own_key,
    fingerprint_in,
    make_own_key,
    own_fingerprint,
    own_key,
    own_signer,
    told,
)
from localplan.domain.values import Refused
from localplan.ui.labels import give_room, plain_label

if TYPE_CHECKING:
    from localplan.app.plans import Unlocked
    from localplan.ui.shell import Shell


class KeyDialog(QDialog):
    """The person's key: its words, or how to make one."""

    def __init__(self, window: Shell) -> None:
        super().__init__(window)
        self.window_ = window
        words = window.words
        self.setObjectName("key")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words("My key"))
        give_room(self, 520, 260)
        self._layout = QVBoxLayout(self)
        self._buttons = QDialogButtonBox()
        self.fields: list[QLineEdit] = []
        file = own_key(window.office.author)
        if file is None:
            self._offer()
        else:
            self._show(file.name, own_fingerprint(file))
        close = self._buttons.addButton(words("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("key.close")
        self._buttons.rejected.connect(self.reject)
        self._layout.addStretch()
        self._layout.addWidget(self._buttons)

    def _offer(self) -> None:
        words = self.window_.words
        intro = words(
            "With a key you sign what you send, so that the recipient can see that it comes from you and was not "
            "changed. The key is made here and never leaves this computer. A passphrase is optional; it keeps other "
            "people at this computer from signing as you. If you forget it, nobody can recover it."
        )
        self._layout.addWidget(
            plain_label(words("The key will be in the name of: {name}", name=self.window_.office.author))
        )
        self._layout.addWidget(plain_label(intro, "quiet"))
        for name in (words("Passphrase (optional)"), words("Repeat the passphrase")):
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.setObjectName(f"key.passphrase{len(self.fields) + 1}")
            self.fields.append(field)
            self._layout.addWidget(field)
        make = self._buttons.addButton(words("Create my key"), QDialogButtonBox.ButtonRole.ActionRole)
        make.setObjectName("key.make")
        make.setProperty("role", "main")
        make.clicked.connect(lambda: self._make())

    def _show(self, name: str, fingerprint: str) -> None:
        words = self.window_.words
        shown = fingerprint_in(fingerprint, words.language)
        self._layout.addWidget(plain_label(words("Key of {name}", name=name), "heading"))
        label = plain_label(shown, "title")
        label.setObjectName("key.words")
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._layout.addWidget(label)
        advice = words("Whoever receives your first signed file should compare these words with you, ideally by phone.")
        self._layout.addWidget(plain_label(advice, "quiet"))
        copy = self._buttons.addButton(words("Copy the words"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(shown))

    def _make(self) -> None:
        words, one, other = self.window_.words, *(field.text() for field in self.fields)
        if one != other:
            self.window_.tell_refusal(words("The key was not created"), Refused("passphrases_differ"))
            return
        try:
            make_own_key(self.window_.office.author, one)
        except Refused as refusal:
            self.window_.tell_refusal(words("The key was not created"), refusal)
            return
        self.accept()
        show_key(self.window_)


def show_key(window: Shell) -> None:
    """Open the dialog of the own key."""
    window.attempt(window.words("The key cannot be shown"), lambda: KeyDialog(window).open())
    _tell_of_open_key(window)


def _tell_of_open_key(window: Shell) -> None:
    """Warn when others could read the key of the person at work."""
    if warning := close_own_key(window.office.author):
        window.tell_refusal(window.words("My key"), warning)


def has_key(window: Shell) -> bool:
    """Whether the person at work can sign."""
    try:
        return own_key(window.office.author) is not None
    except Refused:
        return False


def with_signer(window: Shell, then: Callable[[Unlocked], object]) -> None:
    """Do something with the person's key, asking for its passphrase if it has one."""
    author, words = window.office.author, window.words
    file = own_key(author)
    _tell_of_open_key(window)
    if file is None or not file.locked:
        window.attempt(words("The package was not signed"), lambda: then(own_signer(author)))
        return
    dialog = QInputDialog(window)
    dialog.setObjectName("key.ask")
    dialog.setWindowTitle(words("My key"))
    dialog.setLabelText(words("Passphrase of your key: "))
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.setOkButtonText(words("Sign"))
    dialog.setCancelButtonText(words("Cancel"))
    title = words("The package was not signed")
    dialog.textValueSelected.connect(
        lambda passphrase: window.attempt(title, lambda: then(own_signer(author, passphrase)))
    )
    dialog.open()


def ask_about_signers(window: Shell, states: list[SignatureState]) -> None:
    """Ask about each key that is not known here, one after the other."""
    waiting = {state.fingerprint: state for state in states if state.asks}
    if not waiting or window.office.library.read_only:
        return
    state = next(iter(waiting.values()))
    words = window.words
    box = QMessageBox(window)
    box.setObjectName("signer")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning if state.state == "key_changed" else QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(words("Whose key is this?"))
    signed = told(state, words)
    box.setText(f"{signed[:1].upper()}{signed[1:]}.\n\n{fingerprint_in(state.fingerprint, words.language)}")
    box.setInformativeText(
        words(
            "Compare these words with {name}, ideally by phone. If they match, the key is remembered.",
            name=state.name,
        )
    )
    agree = box.addButton(words("They match"), QMessageBox.ButtonRole.AcceptRole)
    agree.setObjectName("signer.agree")
    later = box.addButton(words("Not now"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(later)
    box.setEscapeButton(later)
    agree.clicked.connect(
        lambda: window.attempt(words("The key was not remembered"), lambda: accept_sender(window.office.library, state))
    )
    rest = [other for other in waiting.values() if other is not state]
    box.finished.connect(partial(_ask_on, window, rest))
    box.open()


def _ask_on(window: Shell, rest: list[SignatureState], _: int) -> None:
    ask_about_signers(window, rest)
