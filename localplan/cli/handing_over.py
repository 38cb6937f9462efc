"""A region in other hands: a copy for whoever goes on, taking it over, and what was published elsewhere before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localplan.cli.speech import say, say_json

if TYPE_CHECKING:
    from localplan.app.plans import Library
    from localplan.cli.call import Call


def write_library(call: Call, library: Library) -> int:
    """A copy of the library for others, who read it until one of them takes it over."""
    library.hand_over(call.arguments.out)
    if call.json:
        say_json([str(call.arguments.out)])
    else:
        say(call.words("Written: {path}", path=str(call.arguments.out)))
    return 0


def take_over(call: Call) -> int:
    """Go on with a library that was handed over."""
    from localplan.app.plans import open_library_at

    with open_library_at(call.library_address, call.author, create=False, take_over=True) as library:
        plans = len(library.plans())
    if call.json:
        say_json({"library": str(call.library_address), "plans": plans})
    else:
        say(call.words.plural("Taken over, with {n} plan", "Taken over, with {n} plans", plans))
    return 0


def published(call: Call, library: Library) -> int:
    """The public editions that left the library; with a file those of another one are taken over first."""
    from localplan.app.editions import take_over_published

    words = call.words
    new = take_over_published(library, call.arguments.file) if call.arguments.file else 0
    found = library.published()
    if call.json:
        facts = ("id", "name", "at", "person")
        say_json({"new": new, "editions": [{name: getattr(one, name) for name in facts} for one in found]})
        return 0
    if call.arguments.file:
        say(words.plural("{n} public edition taken over", "{n} public editions taken over", new))
    for one in found:
        say(" · ".join(filter(None, (words.moment(one.at), one.name, one.person))))
    if not found:
        say(words("Nothing was published yet."))
    return 0
