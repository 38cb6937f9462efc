"""The chapters of the official document, in the order of the unified contents (specification 1.8)."""
