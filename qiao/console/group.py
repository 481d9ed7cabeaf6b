"""The command group that turns outcomes into messages and exit codes: 0 done, 1 not done, 2 wrong call."""

import sys
from typing import Any

import click

from qiao.console.output import ERR, explain
from qiao.core.outcomes import Outcome
from qiao.foundation.rules import RuleMissing
from qiao.foundation.tabular.refusals import FileRefused


class QiaoGroup(click.Group):
    """A group whose commands may raise the outcomes of use cases."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an outcome is explained on the error stream and ends it with 1."""
        try:
            return super().invoke(ctx)
        except (Outcome, FileRefused) as problem:
            ERR.print(explain(problem), style="red", markup=False, highlight=False)
            sys.exit(1)
        except RuleMissing as problem:
            ERR.print(str(problem), style="red", markup=False, highlight=False)
            sys.exit(1)
