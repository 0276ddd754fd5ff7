"""Reports of a project to a complete, verified edition, or to nothing at all."""

from chipreport.build.project import Project, Report, read_project
from chipreport.build.run import Built, Edition, build

__all__ = ["Built", "Edition", "Project", "Report", "build", "read_project"]
