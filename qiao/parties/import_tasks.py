"""The worker's share of imports: lists too long for a request, done as the person who asked for them."""

from datetime import datetime

from qiao.core.calendar import CHINA
from qiao.core.outcomes import Denied
from qiao.foundation.intake.tasks import fail_task, run_task, waiting_tasks
from qiao.parties.acting_as import actor_of
from qiao.parties.models import Holding


def run_waiting_imports(now: datetime) -> None:
    """Do every waiting task under the holding that asked, if it is still in force; otherwise the task fails."""
    for task in waiting_tasks(now):
        holding = Holding.objects.select_related("person__user", "organisation").filter(pk=task.holding_id).first()
        try:
            if holding is None:
                raise Denied("holding_not_in_force", holding=task.holding_id)
            actor = actor_of(holding, now.astimezone(CHINA).date())
        except Denied as denied:
            fail_task(task.pk, denied, now)
            continue
        run_task(actor, task.pk, now)
