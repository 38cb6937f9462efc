"""A region in other hands: a copy for whoever goes on, taking it over, and what was published elsewhere before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from localplan.app.places import address_of
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
    """The editions that left the library; those of another one, in a file or on a server, are taken over first."""
    from localplan.app.editions_elsewhere import TakenOver, take_over_editions
    from localplan.app.region_editions import editions_of

    words, other = call.words, call.arguments.file
    new = take_over_editions(library, address_of(other)) if other else TakenOver(0, 0)
    found, kept = library.published(), editions_of(library)
    if call.json:
        facts = ("id", "name", "at", "person")
        told = {"editions": [{name: getattr(one, name) for name in facts} for one in found]}
        told["kept"] = [{name: getattr(one, name) for name in facts[1:]} for one in kept]
        say_json({"new": new.public, "new_kept": new.kept, **told})
        return 0
    if other:
        say(words.plural("{n} public edition taken over", "{n} public editions taken over", new.public))
        say(words.plural("{n} edition of the day taken over", "{n} editions of the day taken over", new.kept))
    for one in found:
        say(" · ".join(filter(None, (words.moment(one.at), one.name, one.person))))
    if not found:
        say(words("Nothing was published yet."))
    for view in kept:
        say(words("Kept: {edition}", edition=" · ".join((words.moment(view.at), view.name, view.person))))
    return 0
