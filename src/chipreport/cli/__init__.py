"""The command line: words in, exit code out. Each command is the file of its name here."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

import click

from chipreport import __version__
from chipreport.errors import ChipReportError, Problem, near

__all__ = ["main"]

_FIRST = ("build", "verify", "facts", "export", "refresh", "editions", "diff", "data", "init")


def _commands() -> tuple[str, ...]:
    """Return every command, which is a module here, in the order in which a newcomer needs them."""
    names = [entry.name for entry in iter_modules(__path__) if not entry.name.startswith("_")]
    known = sorted(name.replace("_", "-") for name in names)
    first = [name for name in _FIRST if name in known]
    return (*first, *(name for name in known if name not in _FIRST))


COMMANDS = _commands()


class Commands(click.Group):
    """The commands, each imported when it is first looked at."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command called `name`."""
        if name not in COMMANDS:
            return None
        module = import_module(f"chipreport.cli.{name.replace('-', '_')}")
        command: click.Command = module.COMMAND
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that `args` start with; one that is misspelt gets a hint."""
        if self.get_command(context, args[0]) is None and not args[0].startswith("-"):
            context.fail(f"there is no command {args[0]!r}: {near(args[0], COMMANDS)}")
        return super().resolve_command(context, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\b\nExamples:\n"
    "  chipreport build                      every report, verified, into exports/\n"
    "  chipreport build factsheet -f pdf     the factsheets, as PDF only\n"
    "  chipreport verify exports/latest      read an edition back, figure by figure\n"
    "  chipreport facts gpu shipments        what the dataset holds, with its sources\n"
    "  chipreport export gpu -o gpu.csv      the same as a table for other programs\n"
    "  chipreport lint                       what templates say by hand\n"
    "  chipreport trace MINIMAX.EMPLOYEES    every place in the edition that shows a fact\n"
    "  chipreport check-claims note.docx     a text of your own held against the facts\n"
    "  chipreport init my-project            a project of your own to start from",
)
@click.version_option(__version__, prog_name="chipreport")
def cli() -> None:
    """Turn cited facts into Excel workbooks, Word briefings and PDF factsheets that agree."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `chipreport` and return its exit code.

    0 done, 1 verification failed, 2 usage, 3 bad input, 4 delivery failed, 5 locked, 130 stopped.
    """
    try:
        result = cli.main(args=argv, prog_name="chipreport", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Abort:
        click.echo("stopped; nothing was published", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except ChipReportError as error:
        count = len(error.problems)
        click.echo(str(error), err=True)
        click.echo(f"{count} problem{'s' if count != 1 else ''}", err=True)
        return error.exit_code
    except SystemExit:  # so click ends when nobody reads on, as in `chipreport facts | head`
        return 0
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        says = f"cannot read or write: {error.strerror or error}"
        click.echo(str(Problem("U002", says, str(error.filename or ""))), err=True)
        return 3
