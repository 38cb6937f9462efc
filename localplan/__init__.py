"""localplan: local action plans for migration, youth and employment, made offline."""

__version__ = "0.1.0"
