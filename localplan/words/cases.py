"""Serbian names in the genitive, where an act asks for it: "члана 40. Статута општине …", "Скупштина града Ваљева"."""

from __future__ import annotations

from collections.abc import Mapping

from localplan.words.cyrillic import to_cyrillic
from localplan.words.scripts import to_latin

_ACTS = {
    "Закон": "Закона",
    "Одлука": "Одлуке",
    "Пословник": "Пословника",
    "Правилник": "Правилника",
    "Статут": "Статута",
    "Уредба": "Уредбе",
}
"""With which word acts begin; what follows it ("о локалној самоуправи") stays as it is."""
_TOWNS = {
    "Београд": "Београда",
    "Бор": "Бора",
    "Ваљево": "Ваљева",
    "Врање": "Врања",
    "Вршац": "Вршца",
    "Зајечар": "Зајечара",
    "Зрењанин": "Зрењанина",
    "Јагодина": "Јагодине",
    "Кикинда": "Кикинде",
    "Крагујевац": "Крагујевца",
    "Краљево": "Краљева",
    "Крушевац": "Крушевца",
    "Лесковац": "Лесковца",
    "Лозница": "Лознице",
    "Ниш": "Ниша",
    "Нови Пазар": "Новог Пазара",
    "Нови Сад": "Новог Сада",
    "Панчево": "Панчева",
    "Пирот": "Пирота",
    "Пожаревац": "Пожаревца",
    "Приштина": "Приштине",
    "Прокупље": "Прокупља",
    "Смедерево": "Смедерева",
    "Сомбор": "Сомбора",
    "Сремска Митровица": "Сремске Митровице",
    "Суботица": "Суботице",
    "Ужице": "Ужица",
    "Чачак": "Чачка",
    "Шабац": "Шапца",
}
"""The towns that are cities by law. Names of municipalities stay as they are: општине Бечеј."""

_CURRENCIES = {"RSD": "динара", "EUR": "евра"}
"""How official documents say an amount; other currencies keep their code."""


def of_act(title: str, language: str) -> str:
    """A law or statute as it stands after its article; in Serbian as it is where it begins with another word."""
    if language == "en":
        return title if title.startswith("the ") else f"the {title}"
    first, space, rest = title.partition(" ")
    return f"{_changed(first, language, _ACTS)}{space}{rest}"


def of_town(name: str, language: str) -> str:
    """A town as it stands after "град": the name itself for one that is no city of the register."""
    return _changed(name, language, _TOWNS)


def of_currency(code: str, language: str) -> str:
    """A currency as it stands after "thousand"; outside Serbian its code."""
    said = _CURRENCIES.get(code, code) if language.startswith("sr") else code
    return to_latin(said) if language == "sr-Latn" else said


def _changed(word: str, language: str, forms: Mapping[str, str]) -> str:
    if not language.startswith("sr"):
        return word
    typed = to_cyrillic(word)
    found = forms.get(typed) or forms.get(typed.capitalize(), "").lower()
    if not found:
        return word
    return to_latin(found) if word == to_latin(word) else found
