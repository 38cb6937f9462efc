"""The sentences of refusals, by what is refused; `app/sentences.py` puts them together and says them."""
