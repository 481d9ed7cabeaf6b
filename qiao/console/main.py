"""Entry of the `qiao` command."""

import os
import sys

import click


def main() -> None:
    """Set Django up for the data folder in use, then run the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")
    if sys.stdout.encoding and sys.stdout.encoding.lower() not in ("utf-8", "utf8"):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    import django

    try:
        django.setup()
    except (OSError, ValueError) as fault:
        # The settings could not be read, so there is no language to speak yet.
        sys.exit(f"qiao: {fault}")
    from qiao.console.commands import root

    root(prog_name="qiao")


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django_admin(arguments: tuple[str, ...]) -> None:
    """Run a Django management command on this data folder (support and development)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["qiao django", *arguments])


if __name__ == "__main__":
    main()
