"""Small drafts of JianYing and CapCut, with the fields that matter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]
PLACEHOLDER = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"


def span(start: int, duration: int) -> Json:
    return {"start": start, "duration": duration}


def film(identity: str = "film", name: str = "film.mp4", **more: Any) -> Json:
    made = {
        "id": identity, "type": "video", "material_name": name, "path": f"C:/media/{name}",
        "duration": 60_000_000, "width": 1920, "height": 1080, "has_audio": True,
    }  # fmt: skip
    return {**made, **more}


def photo(identity: str = "photo", **more: Any) -> Json:
    still = {"type": "photo", "duration": 10_800_000_000, "has_audio": False}
    return film(identity, "photo.png", **{**still, **more})


def music(identity: str = "music", **more: Any) -> Json:
    made = {
        "id": identity,
        "type": "extract_music",
        "name": "music.mp3",
        "path": "C:/media/music.mp3",
        "duration": 90_000_000,
    }
    return {**made, **more}


def words(identity: str, text: str, kind: str = "subtitle", **more: Any) -> Json:
    content = json.dumps({"text": text, "styles": [{"size": 5.0, "range": [0, len(text)]}]})
    return {"id": identity, "type": kind, "content": content, **more}


def segment(material: str, target: Json, source: Json | None = None, **more: Any) -> Json:
    made: Json = {
        "id": f"segment of {material}",
        "material_id": material,
        "target_timerange": target,
        "source_timerange": source,
        "speed": 1.0,
        "volume": 1.0,
        "visible": True,
        "extra_material_refs": [],
        "common_keyframes": [],
    }
    return {**made, **more}


def placed(**more: Any) -> Json:
    clip = {
        "alpha": 1.0,
        "flip": {"horizontal": False, "vertical": False},
        "rotation": 0.0,
        "scale": {"x": 1.0, "y": 1.0},
        "transform": {"x": 0.0, "y": 0.0},
    }
    return {**clip, **more}


def track(kind: str, *segments: Json, **more: Any) -> Json:
    return {
        "id": "t", "type": kind, "name": "", "attribute": 0, "flag": 0, "segments": list(segments),
        **more,
    }  # fmt: skip


def keyframes(kind: str, *points: tuple[int, float]) -> Json:
    rows = [{"time_offset": time, "values": [value]} for time, value in points]
    return {"property_type": kind, "keyframe_list": rows}


def draft(*tracks: Json, fps: float = 30.0, **materials: Any) -> Json:
    return {
        "id": "D",
        "fps": fps,
        "duration": 0,
        "canvas_config": {"width": 1920, "height": 1080, "ratio": "original"},
        "platform": {"app_source": "lv", "app_version": "5.9.0", "os": "windows"},
        "materials": materials,
        "tracks": list(tracks),
    }


def saved(folder: Path, content: Json, name: str = "draft_content.json") -> Path:
    """Write a draft into a folder; the folder is what the applications call the draft."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content), "utf-8")
    return folder


def whole() -> Json:
    """A draft with something of everything that is read."""
    inner = draft(
        track("video", segment("inner", span(0, 2_000_000), span(1_000_000, 2_000_000))),
        videos=[film("inner", "inner.mp4")],
    )
    main = track(
        "video",
        segment(
            "film",
            span(0, 2_000_000),
            span(433_333, 2_000_000),
            extra_material_refs=["mix", "fade"],
            clip=placed(scale={"x": 1.5, "y": 1.5}, transform={"x": 0.5, "y": -0.25}),
        ),
        segment("photo", span(2_000_000, 1_000_000), span(0, 1_000_000)),
        segment(
            "film",
            span(3_000_000, 1_000_000),
            span(10_000_000, 2_000_000),
            speed=2.0,
            extra_material_refs=["twice"],
        ),
        segment("nest", span(4_000_000, 2_000_000), span(0, 2_000_000), extra_material_refs=["c"]),
        segment("film", span(6_000_000, 1_000_000), span(0, 1_000_000), reverse=True),
    )
    faded = segment(
        "photo",
        span(0, 3_000_000),
        span(0, 3_000_000),
        common_keyframes=[keyframes("KFTypeAlpha", (0, 0.0), (1_000_000, 1.0))],
    )
    upper = track("video", faded, flag=2)
    sound = segment("music", span(500_000, 5_000_000), span(0, 5_000_000), volume=0.5)
    texts = track(
        "text",
        segment("line", span(1_000_000, 1_000_000), clip=placed()),
        segment("title", span(3_000_000, 1_000_000), clip=placed(transform={"x": 0.0, "y": 0.5})),
    )
    content = draft(
        main,
        upper,
        texts,
        track("audio", sound),
        track("sticker", segment("sticker", span(0, 1_000_000))),
        videos=[film(), photo(), film("nest", "compound", path="")],
        audios=[music()],
        texts=[words("line", "你好"), words("title", "Title", "text")],
        speeds=[{"id": "twice", "speed": 2.0, "mode": 0, "curve_speed": None}],
        transitions=[{"id": "mix", "name": "叠化", "duration": 500_000, "is_overlap": True}],
        audio_fades=[{"id": "fade", "fade_in_duration": 100_000, "fade_out_duration": 200_000}],
        drafts=[{"id": "c", "type": "combination", "draft": inner}],
        stickers=[{"id": "sticker"}],
    )
    content["time_marks"] = {
        "mark_items": [{"title": "here", "color": "#00c1cd", "time_range": span(1_000_000, 0)}]
    }
    return content
