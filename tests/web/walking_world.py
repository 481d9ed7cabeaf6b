"""A world with records of every kind in several states, who may know of them, and an example for every address."""

from collections.abc import Callable, Mapping
from typing import Any

from qiao.catalogue.actions.approve_edition import approve_edition
from qiao.catalogue.actions.compile_edition import compile_edition
from qiao.catalogue.actions.issue_edition import issue_edition
from qiao.catalogue.actions.submit_edition import submit_edition
from qiao.catalogue.actions.withdraw_edition import withdraw_edition
from qiao.catalogue.disclosure import Depth, depth_of, disclosure_facts
from qiao.catalogue.editions.criteria import EditionCriteria, EditionRequest
from qiao.catalogue.models import Demand, Edition
from qiao.catalogue.models.listing import Listing
from qiao.core.access import Actor, Role
from qiao.foundation.form_drafts import FormKey, save_draft
from qiao.foundation.models import ImportTask
from qiao.matching.models import Commission, Introduction
from qiao.matching.searches.keeping import SearchDraft, save_search, stop_token
from qiao.parties.accounts import new_secret
from qiao.parties.actions.follow_case import follow_case
from qiao.parties.actions.invite_person import invite_person
from qiao.parties.actions.issue_token import issue_token
from qiao.parties.actions.merge_organisations import merge_organisations
from qiao.parties.models import Holding, Notice, Organisation
from qiao.parties.notices import Telling, tell
from qiao.parties.tokens import NewToken
from tests.factories.editions import edition
from tests.factories.imports import import_batch
from tests.factories.listings import achievement, demand, scenario
from tests.factories.matching import commission, matched
from tests.factories.world import ELSEWHERE, ZONE, World, organisation, person
from tests.web.walking_people import Example, Knows, Scene, Secret, anybody, people_of

HIDDEN = "云桥隐名轴承有限公司"
"""A registered unit all of whose records are masked or targeted."""
UNNAMED = "深谷未具名精工有限公司"
"""A unit that is in no register and stands in a masked record only."""
MAKERS: Mapping[str, Callable[..., Any]] = {"demand": demand, "achievement": achievement, "scenario": scenario}
FIRST = {"demand": "draft", "achievement": "draft", "scenario": "collected"}
VERB = {"demand": "withdraw", "achievement": "withdraw", "scenario": "close"}


def build_scene(world: World) -> Scene:
    """Fill the world."""
    hidden = organisation(HIDDEN, world.now)
    scene = Scene(world, people_of(world, hidden))
    for kind in MAKERS:
        _records(scene, kind, hidden)
    _introductions(scene, hidden)
    _editions(scene)
    _supply_lists(scene)
    _imports(scene)
    _own_things(scene)
    _follows(scene)
    _registers(scene)
    _without_objects(scene)
    return scene


def _sees(row: Listing, least: Depth = Depth.MASKED) -> Knows:
    facts = disclosure_facts(row)
    return lambda actor: depth_of(actor, facts) >= least


def _records(scene: Scene, kind: str, hidden: Organisation) -> None:
    world, make = scene.world, MAKERS[kind]
    masked = {"disclosure": "masked", "manager_person": None}
    targeted = {"disclosure": "targeted", "manager_person": None, "organisation": hidden}
    titles = {name: f"{name}暗号{kind}" for name in ("定向", "草稿", "送审", "外区", "受邀", "未名")}
    rows = [
        make(world, title="=HYPERLINK(1)高温叶片", organisation_name=world.owner.name),
        make(world, title=f"{HIDDEN}的套圈", organisation=hidden, contact="张工 13900000000", **masked),
        make(world, title=titles["未名"], organisation=None, organisation_name=UNNAMED, **masked),
        make(world, title=titles["定向"], **targeted),
        make(world, title=titles["受邀"], disclosed_to=[world.partner.pk], **targeted),
        make(world, FIRST[kind], title=titles["草稿"], organisation=hidden, manager_person=None),
        make(world, FIRST[kind] if kind == "scenario" else "submitted", title=titles["送审"], **targeted),
        make(world, FIRST[kind], title=titles["外区"], organisation=world.far, manager_person=None),
    ]
    type(rows[-1])._default_manager.filter(pk=rows[-1].pk).update(zone_code=ELSEWHERE)
    rows[-1].refresh_from_db()
    for row in rows:
        if "暗号" in row.title:
            scene.secrets.append(Secret(row.title, _sees(row)))
    full = [_sees(row, Depth.OPEN) for row in rows if row.organisation_id == hidden.pk]
    scene.secrets.append(Secret(HIDDEN, lambda actor: any(knows(actor) for knows in full)))
    scene.secrets.append(Secret("13900000000", _sees(rows[1], Depth.OPEN)))
    scene.secrets.append(Secret(UNNAMED, _sees(rows[2], Depth.OPEN)))
    for row in rows:
        scene.show(f"work-{kind}", Example({"pk": row.pk}, _sees(row)))
        if row.code:
            scene.show(kind, Example({"code": row.code}, _sees(row)))
    # The other pages of a case: one that is open, one masked, one targeted.
    for row in (rows[0], rows[1], rows[3]):
        key, knows = row.pk, _sees(row)
        scene.show([f"work-{kind}-history", f"work-{kind}-history-csv"], Example({"pk": key}, knows))
        scene.show(f"work-{kind}-verb", Example({"pk": key, "verb": VERB[kind]}, knows))
        scene.show(f"{kind}-edit", Example({"record_id": key}, knows))
        scene.show("work-matches", Example({"kind": kind, "record_id": key}, knows))
        if kind == "demand":
            scene.show("demand-guide", Example({"record_id": key}, knows))
        if kind == "achievement":
            scene.show("work-achievement-reasons", Example({"achievement_id": key}, knows))


def _introductions(scene: Scene, hidden: Organisation) -> None:
    world = scene.world
    need = demand(world, organisation=hidden, title=f"{HIDDEN}磨床", disclosure="masked", manager_person=None)
    offer = achievement(world, organisation=world.partner)
    row = Introduction(
        zone_code=ZONE,
        created_at=world.now,
        demand=need,
        achievement=offer,
        match=matched(world, need, offer),
        note="介绍附言暗号",
        proposed_at=world.now,
        active_at=world.now,
    )
    row.save(force_insert=True)
    office = (Role.ZONE_OPERATOR, Role.SUPERVISOR, Role.TECHNOLOGY_MANAGER)

    def knows(actor: Actor) -> bool:
        side = actor.role is Role.ORGANISATION_EDITOR and actor.organisation_id in (hidden.pk, world.partner.pk)
        return side or actor.role is Role.AUDITOR or (actor.role in office and actor.zone_code == ZONE)

    scene.secrets.append(Secret(row.note, knows))
    scene.show("work-introduction", Example({"introduction_id": row.pk}, knows))
    for verb in ("accept_for_supply", "decline_for_supply", "withdraw", "claim_outcome"):
        scene.show("work-introduction-act", Example({"introduction_id": row.pk, "verb": verb}, knows))


def _editions(scene: Scene) -> None:
    world = scene.world
    readers = (Role.ZONE_OPERATOR, Role.DEPARTMENT, Role.SUPERVISOR)
    operator = scene.people["zone_operator"]
    for state in ("draft", "submitted", "issued", "withdrawn"):
        public = state in ("issued", "withdrawn")
        row = _issued(scene, state) if public else edition(world, state, operator)
        knows: Knows = anybody
        if not public:
            knows = lambda actor: actor.role is Role.AUDITOR or (actor.role in readers and actor.zone_code == ZONE)  # noqa: E731
        names = [f"work-edition{rest}" for rest in ("", "-history", "-history-csv", "-recompile")]
        scene.show(names, Example({"pk": row.pk}, knows))
        scene.show(
            "work-edition-verb", *(Example({"pk": row.pk, "verb": verb}, knows) for verb in ("submit", "withdraw"))
        )
        if public:
            scene.show("edition", Example({"number": row.number}))
            scene.show("edition-file", Example({"number": row.number, "name": "none.csv"}))


def _issued(scene: Scene, state: str) -> Edition:
    """An edition that went the whole way."""
    operator, now = scene.people["zone_operator"], scene.world.now
    row = compile_edition(actor=operator, request=EditionRequest(kind="demands", criteria=EditionCriteria()), now=now)
    submit_edition(actor=operator, edition_id=row.pk, now=now)
    approve_edition(actor=scene.people["department"], edition_id=row.pk, now=now)
    row = issue_edition(actor=operator, edition_id=row.pk, now=now)
    return (
        withdraw_edition(actor=operator, edition_id=row.pk, reason="数据有误", now=now) if state == "withdrawn" else row
    )


def _supply_lists(scene: Scene) -> None:
    row = commission(scene.world, "compiled")

    def knows(actor: Actor) -> bool:
        return Commission.objects.visible_to(actor).filter(pk=row.pk).exists()

    scene.show(["work-commission", "work-commission-export"], Example({"commission_id": row.pk}, knows))


def _imports(scene: Scene) -> None:
    operator = scene.people["zone_operator"]
    batch = import_batch(scene.world)
    knows: Knows = lambda actor: actor.role in (Role.AUDITOR, Role.SUPERVISOR, Role.ZONE_OPERATOR)  # noqa: E731
    inside: Knows = lambda actor: actor.role is Role.AUDITOR or (knows(actor) and actor.zone_code == ZONE)  # noqa: E731
    scene.show(
        ["import", "import-near", "import-bad-rows", "import-apply", "import-discard"],
        Example({"pk": batch.pk}, inside),
    )
    task = ImportTask.objects.create(
        zone_code=ZONE, holding_id=operator.holding_id or 0, work="preview", stage="mapping", token="t",
        kind=batch.kind, created_at=scene.world.now, source="来源暗号", file=batch.file, file_name="名单暗号.csv",
        rows=1, headers=[{"header": "需求名称", "sheet": "一", "samples": ["样本暗号"], "suggestion": "title"}],
    )  # fmt: skip
    inside_zone: Knows = lambda actor: actor.role is Role.ZONE_OPERATOR and actor.zone_code == ZONE  # noqa: E731
    scene.show("import-upload", Example({"pk": task.pk}, inside_zone))
    scene.secrets += [Secret(words, inside) for words in ("来源暗号", "名单暗号", "样本暗号")]
    scene.show("import-template", Example({"room": "catalogue", "name": "demand"}), Example({"room": "a", "name": "b"}))


def _own_things(scene: Scene) -> None:
    world, now = scene.world, scene.world.now
    operator = scene.people["zone_operator"]
    own: Knows = lambda actor: actor.person_id == operator.person_id  # noqa: E731
    holding = Holding.objects.get(pk=operator.holding_id or 0)
    tell(
        [holding],
        Telling("demand_returned", "catalogue.demand", 1, {"title": "通知暗号", "code": "", "reason": "补"}),
        now,
    )
    search = save_search(operator, SearchDraft("检索暗号", "demand", "daily", {"text": "叶片"}, "q=叶片"), now)
    token = issue_token(
        actor=operator, holding_id=holding.pk, new=NewToken(name="令牌暗号", scopes=("catalogue:read",)), now=now
    )
    key = FormKey(operator.person_id or 0, holding.pk, "demand", 0, "f" * 32)
    save_draft(key, {"title": ["未交暗号"]}, now)
    scene.secrets += [Secret(words, own) for words in ("通知暗号", "检索暗号", "未交暗号")]
    # That a token was issued, and its name, stands in the audit trail.
    scene.secrets.append(Secret("令牌暗号", lambda actor: own(actor) or actor.role in (*_EVERYWHERE, Role.SUPERVISOR)))
    notice = Notice.objects.get(person=operator.person_id)
    scene.show(["notice", "notice-read", "notice-unread"], Example({"notice_id": notice.pk}, own))
    scene.show(["saved-search", "saved-search-edit"], Example({"search_id": search.pk}, own))
    for verb in ("pause", "seen", "delete"):
        scene.show("saved-search-act", Example({"search_id": search.pk, "verb": verb}, own))
    scene.show(
        "search-stop", Example({"token": stop_token(search.pk)}, words=("检索暗号",)), Example({"token": "forged"})
    )
    scene.show("account-token-revoke", Example({"token_id": token.token.pk}, own))
    secret, invited = new_secret(), person("受邀人", now, world.owner)
    invite_person(actor=scene.people["platform_admin"], person_id=invited.pk, secret=secret, now=now)
    scene.show("invitation", Example({"secret": secret}), Example({"secret": "forged"}))
    scene.show(
        [f"work-account-{act}" for act in ("invite", "revoke", "close", "reopen")] + ["work-person-account"],
        Example({"person_id": invited.pk}, lambda actor: actor.zone_code == ZONE or actor.role in _EVERYWHERE),
    )
    scene.show("session-end", Example({"key": 1}))


def _follows(scene: Scene) -> None:
    operator = scene.people["zone_operator"]
    own: Knows = lambda actor: actor.person_id == operator.person_id  # noqa: E731
    row = Demand.objects.get(title="受邀暗号demand")
    follow = follow_case(actor=operator, object_type="catalogue.demand", object_id=row.pk, now=scene.world.now)
    scene.show("unfollow-case", Example({"follow_id": follow.pk}, own))
    scene.show("follow-case", Example({"kind": "demand", "pk": row.pk}, _sees(row)))
    scene.show("account-email-confirm", Example({"proof": "forged"}))


_EVERYWHERE = (Role.AUDITOR, Role.PLATFORM_ADMIN)


def _registers(scene: Scene) -> None:
    world = scene.world
    operator = scene.people["zone_operator"]
    kept, dropped = organisation("合并甲（示例）", world.now), organisation("合并甲(示例)", world.now)
    merge = merge_organisations(
        actor=operator, kept_id=kept.pk, dropped_id=dropped.pk, reason="同一家单位", now=world.now
    )
    near: Knows = lambda actor: actor.zone_code == ZONE or actor.role is Role.AUDITOR  # noqa: E731
    pair = {"kept_id": world.owner.pk, "dropped_id": world.partner.pk}
    scene.show("organisation", Example({"key": world.owner.pk}), Example({"key": kept.pk}))
    scene.show("work-merge-undo", Example({"merge_id": merge.pk}, near))
    scene.show("work-merge", Example(pair, near))
    names = [f"work-organisation{rest}" for rest in ("", "-edit", "-merge")]
    scene.show(names, Example({"organisation_id": kept.pk}, near))
    editor = scene.people["organisation_editor"]
    scene.show(["work-person", "work-person-edit", "work-holding-new"], Example({"person_id": editor.person_id}, near))
    scene.show("work-holding-end", Example({"holding_id": editor.holding_id}, near))
    scene.show("work-rule", Example({"key": "parties.invitation.days"}), Example({"key": "no.such.rule"}))


def _without_objects(scene: Scene) -> None:
    scene.show("sitemap-part", *(Example({"part": part, "number": 1}) for part in ("demands", "editions", "none")))
    scene.show("language", Example({"code": "en"}), Example({"code": "xx"}))
    stages = ("submitted", "published", "introduced", "none")
    scene.show(["funnel-rows", "funnel-export"], *(Example({"stage": stage}) for stage in stages))
    scene.show("account_reset_password_from_key", Example({"uidb36": "1", "key": "set-password"}))
    scene.show(["mfa_edit_webauthn", "mfa_remove_webauthn"], Example({"pk": 1}))
