"""The coordinator's place: taking files in, the plans of the region, and what they say together."""
