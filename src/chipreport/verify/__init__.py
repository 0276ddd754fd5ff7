"""Read a written file back and hold every claim in it against the dataset."""

from chipreport.verify.check import FileReport, Mismatch, verify_file
from chipreport.verify.own import Proof, verify_own

__all__ = ["FileReport", "Mismatch", "Proof", "verify_file", "verify_own"]
