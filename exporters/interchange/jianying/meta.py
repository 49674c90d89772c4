"""The files beside a draft's edit, and the index of all drafts in the folder above.

``draft_meta_info.json`` names the draft and lists its media; ``root_meta_info.json`` in the folder
of drafts is the list that the application shows. Times are fixed, so that the same edit gives the
same files; only the index goes by what is in it.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePath

from exporters.errors import SourceError
from exporters.interchange.jianying.shapes import Json
from exporters.timeline.readers.jianying.values import rows

WRITTEN = 1_577_836_800_000_000
"""Microseconds since 1970: 2020-01-01. The time in each draft."""
SETTINGS = """[General]
cloud_last_modify_platform=windows
draft_create_time={0}
draft_last_edit_time={0}
real_edit_keys=1
real_edit_seconds=0
"""
GROUPS = (0, 1, 2, 3, 6, 7, 8)
"""Types of ``draft_materials``; 0 holds what was imported."""


def compact(value: object) -> bytes:
    """JSON as the applications write it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def draft_name(output: PurePath) -> str:
    """The name that a draft is shown with: its folder's, without a suffix of ours."""
    return output.stem if output.suffix.lower() in (".jianying", ".capcut") else output.name


def meta(identity: str, output: Path, duration: int, media: list[Json]) -> Json:
    """``draft_meta_info.json``.

    Args:
        identity: of the draft.
        output: its folder in the end.
        duration: microseconds.
        media: what is listed under type 0.
    """
    return {
        "cloud_draft_cover": False, "cloud_draft_sync": False, "cloud_package_completed_time": "",
        "draft_cloud_capcut_purchase_info": "", "draft_cloud_last_action_download": False,
        "draft_cloud_materials": [], "draft_cloud_package_type": "",
        "draft_cloud_purchase_info": "", "draft_cloud_template_id": "",
        "draft_cloud_tutorial_info": "", "draft_cloud_videocut_purchase_info": "",
        "draft_cover": "", "draft_deeplink_url": "",
        "draft_enterprise_info": {
            "draft_enterprise_extra": "", "draft_enterprise_id": "", "draft_enterprise_name": "",
            "enterprise_material": [],
        },
        "draft_fold_path": output.as_posix(), "draft_id": identity,
        "draft_is_ae_produce": False, "draft_is_ai_packaging_used": False,
        "draft_is_ai_shorts": False, "draft_is_ai_translate": False,
        "draft_is_article_video_draft": False, "draft_is_cloud_temp_draft": False,
        "draft_is_from_deeplink": "false", "draft_is_invisible": False,
        "draft_materials": [
            {"type": group, "value": media if group == 0 else []} for group in GROUPS
        ],
        "draft_materials_copied_info": [], "draft_name": draft_name(output),
        "draft_need_rename_folder": False, "draft_new_version": "",
        "draft_removable_storage_device": "", "draft_root_path": output.parent.as_posix(),
        "draft_segment_extra_info": [], "draft_timeline_materials_size_": 0, "draft_type": "",
        "tm_draft_cloud_completed": "", "tm_draft_cloud_entry_id": -1,
        "tm_draft_cloud_modified": 0, "tm_draft_cloud_parent_entry_id": -1,
        "tm_draft_cloud_space_id": -1, "tm_draft_cloud_user_id": -1,
        "tm_draft_create": WRITTEN, "tm_draft_modified": WRITTEN, "tm_draft_removed": 0,
        "tm_duration": duration,
    }  # fmt: skip


def settings() -> bytes:
    """``draft_settings``."""
    return SETTINGS.format(WRITTEN // 1_000_000).encode()


def entry(identity: str, output: Path, duration: int) -> Json:
    """A draft's entry in ``root_meta_info.json``."""
    folder = output.as_posix()
    return {
        "cloud_draft_cover": False, "cloud_draft_sync": False,
        "draft_cloud_last_action_download": False, "draft_cloud_purchase_info": "",
        "draft_cloud_template_id": "", "draft_cloud_tutorial_info": "",
        "draft_cloud_videocut_purchase_info": "", "draft_cover": f"{folder}/draft_cover.jpg",
        "draft_fold_path": folder, "draft_id": identity, "draft_is_ai_shorts": False,
        "draft_is_cloud_temp_draft": False, "draft_is_invisible": False,
        "draft_is_web_article_video": False, "draft_json_file": f"{folder}/draft_info.json",
        "draft_name": draft_name(output), "draft_new_version": "",
        "draft_root_path": output.parent.as_posix(), "draft_timeline_materials_size": 0,
        "draft_type": "", "draft_web_article_video_enter_from": "",
        "streaming_edit_draft_ready": True, "tm_draft_cloud_completed": "",
        "tm_draft_cloud_entry_id": -1, "tm_draft_cloud_modified": 0,
        "tm_draft_cloud_parent_entry_id": -1, "tm_draft_cloud_space_id": -1,
        "tm_draft_cloud_user_id": -1, "tm_draft_create": WRITTEN, "tm_draft_modified": WRITTEN,
        "tm_draft_removed": 0, "tm_duration": duration,
    }  # fmt: skip


def updated_root(existing: bytes, new: Json) -> bytes:
    """``root_meta_info.json`` with a draft's entry in it.

    The draft is put first, and its time after those of all others, since the applications show the
    last one first; an earlier entry of the same folder or id is replaced. All else is kept.

    Args:
        existing: what the file holds; b"" if there is none.
        new: what ``root_entry`` gives.

    Raises SourceError if the file is not empty and no JSON object: it lists all of the user's
    drafts and is not replaced.
    """
    index = _index(existing)
    store = index.get("all_draft_store")
    others = store if type(store) is list else []
    kept = [other for other in others if not _same(other, new)]
    latest = [_time(row) for row in rows(kept)]
    stamped = {**new, "tm_draft_modified": max([WRITTEN, *(time + 1 for time in latest)])}
    index["all_draft_store"] = [stamped, *kept]
    count = index.get("draft_ids")
    index["draft_ids"] = max(count if type(count) is int else 0, len(kept) + 1)
    index.setdefault("root_path", new["draft_root_path"])
    return compact(index)


def _index(existing: bytes) -> Json:
    if not existing.strip(b"\xef\xbb\xbf \t\r\n\0"):
        return {}
    try:
        index = json.loads(existing.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if type(index) is not dict:
        raise _unreadable()
    return index


def _unreadable() -> SourceError:
    return SourceError(
        "The list of drafts, root_meta_info.json, cannot be read and was left as it is.",
        "Let the application make it anew: rename the file, start the application and close it.",
    )


def _same(other: object, new: Json) -> bool:
    if type(other) is not dict:
        return False
    folder = str(other.get("draft_fold_path", "")).replace("\\", "/").rstrip("/")
    return bool(folder == new["draft_fold_path"] or other.get("draft_id") == new["draft_id"])


def _time(row: Json) -> int:
    time = row.get("tm_draft_modified")
    return time if type(time) is int and 0 <= time < 10**17 else 0
