"""Names and groups of all points, the same for everybody, for the viewer."""

import json
from functools import cache

from deqi.answers import default_tables
from deqi.web.atlas_pages.parcel import stamp


@cache
def names_file() -> tuple[str, bytes]:
    """The stamp of its content, and the JSON: code to pinyin, characters, channel and groups."""
    tables = default_tables()
    groups: dict[str, list[str]] = {}
    for group in tables.care.groups:
        for code in group.codes:
            groups.setdefault(code, []).append(group.id)
    names = {
        code: {
            "name": facts.pinyin,
            "han": facts.characters_simplified,
            "channel": facts.channel,
            "groups": groups.get(code, []),
        }
        for code, facts in tables.points.points.items()
    }
    content = json.dumps(names, ensure_ascii=False, separators=(",", ":")).encode()
    return stamp(content), content
