"""The official document: a plan becomes blocks (`build`), blocks pages (`layout`), pages a PDF (`pdf`)."""
