"""The command group that turns outcomes into messages and exit codes: 0 done, 1 not done, 2 wrong call."""

import sys
from typing import Any

import click
from django.utils.translation import gettext as _

from qiao.console.explaining import EXPLAINED, explain, explain_call
from qiao.console.output import complain
from qiao.console.session import ACTED, seal_everything


class QiaoGroup(click.Group):
    """A group whose commands may raise the outcomes of use cases."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an outcome is explained on the error stream and ends it with 1.

        What the command recorded is sealed at once, since no worker may be running on one laptop.
        """
        try:
            return self._explained(ctx)
        finally:
            if ctx.meta.get(ACTED):
                seal_everything()

    def _explained(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (*EXPLAINED, OSError) as problem:
            complain(explain(problem))
            sys.exit(1)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the whole command line; a wrong call is explained and ends it with 2."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as question:
            question.show()
            sys.exit(question.exit_code)
        except click.UsageError as error:
            if error.ctx is not None:
                click.echo(error.ctx.get_usage(), err=True)
            complain(explain_call(error))
            sys.exit(error.exit_code)
        except click.ClickException as error:
            complain(error.message)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo(err=True)
            complain(_("Stopped; nothing was done."))
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)
