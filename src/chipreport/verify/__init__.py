"""Read a written file back and hold every claim in it against the dataset."""

from chipreport.verify.check import FileReport, Mismatch, verify_file

__all__ = ["FileReport", "Mismatch", "verify_file"]
