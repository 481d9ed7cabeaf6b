"""How form fields are drawn: the classes of the style sheet are put on here, so that no form names them."""

from typing import Any

from django.forms.renderers import TemplatesSetting

_CLASSES = {
    "checkbox": "form-check-input",
    "radio": "form-check-input",
    "hidden": "",
    "range": "form-range",
    "submit": "btn",
}


class QiaoFormRenderer(TemplatesSetting):
    """Django's renderer with our field template and the classes of Tabler on every control."""

    field_template_name = "web/components/field_group.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """The markup of a form, a field or a control."""
        widget = context.get("widget")
        if widget is not None:
            attributes = widget["attrs"]
            wanted = _classes(widget)
            given = attributes.get("class", "")
            if wanted and wanted not in given:
                attributes["class"] = f"{wanted} {given}".strip()
        return str(super().render(template_name, context, request))


def _classes(widget: dict[str, Any]) -> str:
    name = widget["template_name"].rpartition("/")[2]
    if name in ("checkbox_select.html", "radio.html"):
        return ""
    if name == "select.html":
        return "form-select"
    return _CLASSES.get(widget.get("type", ""), "form-control")
