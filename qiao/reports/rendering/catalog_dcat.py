"""The editions of a zone as a DCAT catalogue in JSON-LD (DCAT 3, in the shape of DCAT-AP 3)."""

import json
from collections.abc import Sequence

from qiao.reports.rendering.labels import EXAMPLE_MARK, KIND_NAMES
from qiao.reports.rendering.publication import PublicationSite, PublishedEdition, PublishedFile

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "adms": "http://www.w3.org/ns/adms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_STATUS = "http://purl.org/adms/status/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"


def render_dcat(site: PublicationSite, editions: Sequence[PublishedEdition]) -> bytes:
    """One catalogue, one dataset per edition in the order of issue, one distribution per file."""
    ordered = sorted(editions, key=lambda one: (one.document.issued_on, one.document.number))
    known = {one.document.number for one in ordered}
    catalogue: dict[str, object] = {
        "@context": _CONTEXT,
        "@id": site.tag("catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _chinese(site.title),
        "dct:publisher": _agent(site.publisher),
        "dct:language": {"@id": _CHINESE},
        "foaf:homepage": {"@id": site.home_url},
        "dcat:dataset": [_dataset(site, edition, known) for edition in ordered],
    }
    text = json.dumps(catalogue, ensure_ascii=False, indent=2)
    return (text + "\n").encode("utf-8", "backslashreplace")


def _dataset(site: PublicationSite, edition: PublishedEdition, known: set[str]) -> dict[str, object]:
    document = edition.document
    mark = EXAMPLE_MARK if document.is_example else ""
    updated = document.withdrawn_on or document.issued_on
    count = len(document.items)
    described = f"{document.zone_name}{KIND_NAMES[document.kind]}，{document.number}，共{count}项{mark}。"
    if document.withdrawn_on:
        described += f"已撤回：{document.withdrawal_reason}"
    dataset: dict[str, object] = {
        "@id": site.tag(f"editions/{document.number}"),
        "@type": "dcat:Dataset",
        "dct:identifier": document.number,
        "dct:title": _chinese(f"{document.title}{mark}"),
        "dct:description": _chinese(described),
        "dct:publisher": _agent(document.issuer),
        "dct:issued": _typed("date", document.issued_on.isoformat()),
        "dct:modified": _typed("date", updated.isoformat()),
        "dct:language": {"@id": _CHINESE},
        "dcat:keyword": [_chinese(KIND_NAMES[document.kind]), _chinese(document.zone_name)],
        "dcat:landingPage": {"@id": document.verification_url or site.home_url},
        "dcat:version": document.number,
        "adms:status": {"@id": _STATUS + ("Withdrawn" if document.withdrawn_on else "Completed")},
        "dcat:distribution": [_distribution(site, document.number, file) for file in edition.files],
    }
    if document.previous_number in known:
        dataset["dcat:previousVersion"] = {"@id": site.tag(f"editions/{document.previous_number}")}
    return dataset


def _distribution(site: PublicationSite, number: str, file: PublishedFile) -> dict[str, object]:
    address = site.file_url(number, file.name)
    distribution: dict[str, object] = {
        "@type": "dcat:Distribution",
        "dct:title": _chinese(file.name),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _MEDIA + file.media_type},
        "dcat:byteSize": _typed("nonNegativeInteger", str(file.size)),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed("hexBinary", file.sha256),
        },
    }
    if site.licence_url:
        distribution["dct:license"] = {"@id": site.licence_url}
    return distribution


def _agent(name: str) -> dict[str, object]:
    return {"@type": "foaf:Agent", "foaf:name": _chinese(name)}


def _chinese(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "zh-Hans"}


def _typed(kind: str, value: str) -> dict[str, str]:
    return {"@type": f"xsd:{kind}", "@value": value}
