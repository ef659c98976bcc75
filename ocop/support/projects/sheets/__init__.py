"""Projects and their steps as they go out to Excel and come back in."""

from ocop.support.projects.sheets.projects import Projects
from ocop.support.projects.sheets.steps import Steps

TABLES = (Projects, Steps)

__all__ = ["TABLES", "Projects", "Steps"]
