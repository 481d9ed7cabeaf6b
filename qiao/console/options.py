"""Options that many commands have, so that they mean and say the same everywhere."""

import click

json_option = click.option("--json", "json_output", is_flag=True, help="The result as JSON on standard output.")
out_option = click.option("--out", default="out", show_default=True, help="Folder for the files.")
page_option = click.option("--page", default=1, show_default=True, type=click.IntRange(min=1), help="Page of 20.")
yes_option = click.option("--yes", "confirmed", is_flag=True, help="Do it without asking (for scripts).")
reason_option = click.option("--reason", required=True, help="Why; it stands in the audit.")
day = click.DateTime(["%Y-%m-%d"])
