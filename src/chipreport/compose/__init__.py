"""A template and the dataset to documents."""

from chipreport.compose.template import Template, compose, read_template

__all__ = ["Template", "compose", "read_template"]
