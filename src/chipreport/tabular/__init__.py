"""Tables for other programs: a DataFrame, rows or facts as Excel, CSV, JSON or Parquet."""

from chipreport.tabular.files import KINDS, export

__all__ = ["KINDS", "export"]
