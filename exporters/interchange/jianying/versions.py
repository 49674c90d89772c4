"""Which versions of JianYing and CapCut take a draft that another program wrote.

The format is not documented, and the applications could not be run here: what follows was gathered
from reports (September 2026), and drafts that the applications saved.

| application | written drafts |
| --- | --- |
| JianYing before 5 | not known |
| JianYing 5.0 to 5.9 | open (pyJianYingDraft's README; the format is theirs) |
| JianYing 6 to 11.4 | open where ``draft_info.json`` is there; the first save encrypts them |
| CapCut 6 to 9.3 | open when entered in ``root_meta_info.json`` and their markers are complete |
| CapCut 10 | reported as refused: "content is damaged" (capcut-cli docs/version-support.md) |

Sources, by subject:

- ``draft_info.json``: on JianYing 11.2 and 11.4 (Mac) a draft with ``draft_content.json`` alone is
  "damaged", with ``draft_info.json`` in plain text it opens (pyJianYingDraft#198,
  Vincentwei1021/video-shotcraft#36). Both are written, with the same content.
- Media that ``draft_meta_info.json`` does not list under type 0 count as not accessible
  (pyCapCut#13, CapCut 9.1), and clips whose material has no ``local_material_id`` of that list
  cannot be linked again (capcut-cli, CapCut 9.3).
- CapCut 8.4 to 9.3 refuse drafts without ``version``, ``new_version`` or ``last_modified_platform``
  as "from an unusual path", and drafts that ``root_meta_info.json`` does not name (capcut-cli#32,
  #67, #111). The markers are those of drafts which the named version saved.
- ``template-2.tmp`` and ``Timelines/`` are left out: where they lie, CapCut 8.7 and 9.2 read them
  in place of the draft (capcut-cli#35, #50); where they do not, the application makes them.
- JianYing and CapCut on a Mac read media from within the draft's folder only, and a few folders of
  the user's (pyJianYingDraft#198).
- The application must be closed meanwhile: it writes what it has in memory when it ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Application:
    """JianYing or CapCut.

    Attributes:
        name: of the format and the editor.
        title: as people call it.
        source, app_id: by which drafts say who wrote them.
        markers: by version, the newest first: ``app_version`` and ``new_version`` of drafts.
        version: whose markers are written if none is asked for.
        dissolve: name and id of its plain dissolve.
        encrypts_from: the first version that encrypts what it saves; () for none.
        refuses_from: the first version reported to refuse drafts; () for none.
    """

    name: str
    title: str
    source: str
    app_id: int
    markers: tuple[tuple[str, str, str], ...]
    version: str
    dissolve: tuple[str, str]
    encrypts_from: tuple[int, ...] = ()
    refuses_from: tuple[int, ...] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        return tuple(version for version, _, _ in self.markers)

    def marker(self, version: str) -> tuple[str, str]:
        """``app_version`` and ``new_version``; the default's for a version that is not known."""
        known = {name: (app, new) for name, app, new in self.markers}
        return known.get(version, known[self.version])


JIANYING = Application(
    name="jianying",
    title="JianYing",
    source="lv",
    app_id=3704,
    markers=(("5.9", "5.9.0", "110.0.0"),),
    version="5.9",
    dissolve=("叠化", "322577"),
    encrypts_from=(6,),
)
CAPCUT = Application(
    name="capcut",
    title="CapCut",
    source="cc",
    app_id=359289,
    markers=(
        ("9.1", "9.1.0", "179.0.0"),
        ("7.7", "7.7.0", "155.0.0"),
        ("6.7", "6.7.0", "140.0.0"),
    ),
    version="6.7",
    dissolve=("Mix", "6724845717472416269"),
    refuses_from=(10,),
)

DISSOLVE_RESOURCE = "6724845717472416269"
"""The same in both (metadata of pyJianYingDraft and pyCapCut)."""


def version_of(editor: str, application: Application) -> tuple[int, ...]:
    """The version in "jianying:11.4" as numbers; () if it names none, or another editor."""
    name, _, version = editor.partition(":")
    if name != application.name or not re.fullmatch(r"\d{1,4}(\.\d{1,4}){0,3}", version):
        return ()
    return tuple(map(int, version.split(".")))
