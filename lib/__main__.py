"""The command line: `python -m lib COMMAND …`. Exit status 0, 1 where a file was refused, 2 where nothing could run."""

import argparse
import os
import sys

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from lib.commands import (
    alerts,
    brief,
    contract,
    crosschecking,
    deadline,
    keeping,
    loading,
    measuring,
    speech,
    standards,
)
from lib.errors import DashboardError


def parser() -> argparse.ArgumentParser:
    """The whole command line; each command sets `run`, which takes the arguments and returns the exit status."""
    top = argparse.ArgumentParser(prog="python -m lib", description="离退休干部党建数据看板：建库、导入、统计")
    subparsers = top.add_subparsers(required=True, metavar="COMMAND")
    loading.add(subparsers)
    crosschecking.add(subparsers)
    deadline.add(subparsers)
    standards.add(subparsers)
    measuring.add(subparsers)
    alerts.add(subparsers)
    brief.add(subparsers)
    contract.add(subparsers)
    keeping.add(subparsers)
    speech.add(subparsers)
    return top


def main(arguments: list[str] | None = None) -> int:
    chosen = parser().parse_args(arguments)
    try:
        status = chosen.run(chosen)
        sys.stdout.flush()
        return status
    except DashboardError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        # The reader of the output has had enough, as `| head` has; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OperationalError:
        print("连不上数据库，或数据库正被占用。请检查数据库地址和网络后重试。", file=sys.stderr)
    except SQLAlchemyError as error:
        print(f"数据库没有接受这一操作（{type(error).__name__}），没有改动任何数据。", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
