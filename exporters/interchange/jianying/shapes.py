"""The objects of a draft with all their fields.

The applications are said to fail on drafts whose objects lack fields (jianying-editor-skill#16:
texts with 12 of some 88 fields end JianYing on a Mac), so each object has those that drafts saved
by JianYing 5.3 to 5.9 and CapCut 5.8 have, with the values that are there when nothing is set.
"""

from __future__ import annotations

from typing import Any

from exporters.interchange.jianying.versions import DISSOLVE_RESOURCE, Application

Json = dict[str, Any]
Point = tuple[float, float]

STILL_DURATION = 10_800_000_000
"""Nominal length of a photo: three hours."""
POOLS = (
    "ai_translates", "audio_balances", "audio_effects", "audio_fades", "audio_track_indexes",
    "audios", "beats", "canvases", "chromas", "color_curves", "common_mask", "digital_humans",
    "drafts", "effects", "flowers", "green_screens", "handwrites", "hsl", "images",
    "log_color_wheels", "loudnesses", "manual_deformations", "masks", "material_animations",
    "material_colors", "multi_language_refs", "placeholder_infos", "placeholders",
    "plugin_effects", "primary_color_wheels", "realtime_denoises", "shapes", "smart_crops",
    "smart_relights", "sound_channel_mappings", "speeds", "stickers", "tail_leaders",
    "text_templates", "texts", "time_marks", "transitions", "video_effects", "video_trackings",
    "videos", "vocal_beautifys", "vocal_separations",
)  # fmt: skip
_KEYFRAME_POOLS = (
    "adjusts", "audios", "effects", "filters", "handwrites", "stickers", "texts", "videos",
)  # fmt: skip


def span(start: int, end: int) -> Json:
    """A range of microseconds."""
    return {"start": start, "duration": end - start}


def draft(identity: str, application: Application, version: str, size: tuple[int, int]) -> Json:
    """An edit without tracks and materials; ``duration``, ``fps`` and ``config`` are to be set."""
    app_version, new_version = application.marker(version)
    platform = {
        "app_id": application.app_id,
        "app_source": application.source,
        "app_version": app_version,
        "os": "windows",
    }
    return {
        "canvas_config": {"height": size[1], "ratio": "original", "width": size[0]},
        "color_space": 0,
        "config": _config(),
        "cover": None,
        "create_time": 0,
        "duration": 0,
        "extra_info": None,
        "fps": 30.0,
        "free_render_index_mode_on": False,
        "group_container": None,
        "id": identity,
        "is_drop_frame_timecode": False,
        "keyframe_graph_list": [],
        "keyframes": {pool: [] for pool in _KEYFRAME_POOLS},
        "last_modified_platform": platform,
        "lyrics_effects": [],
        "materials": {pool: [] for pool in POOLS},
        "mutable_config": None,
        "name": "",
        "new_version": new_version,
        "path": "",
        "platform": dict(platform),
        "relationships": [],
        "render_index_track_mode_on": True,
        "retouch_cover": None,
        "source": "default",
        "static_cover_image_path": "",
        "time_marks": None,
        "tracks": [],
        "update_time": 0,
        "version": 360000,
    }


def _config() -> Json:
    return {
        "adjust_max_index": 1, "attachment_info": [], "combination_max_index": 1,
        "export_range": None, "extract_audio_last_index": 1, "lyrics_recognition_id": "",
        "lyrics_sync": True, "lyrics_taskinfo": [], "maintrack_adsorb": False,
        "material_save_mode": 0, "multi_language_current": "none", "multi_language_list": [],
        "multi_language_main": "none", "multi_language_mode": "none",
        "original_sound_last_index": 1, "record_audio_last_index": 1, "sticker_max_index": 1,
        "subtitle_keywords_config": None, "subtitle_recognition_id": "", "subtitle_sync": True,
        "subtitle_taskinfo": [], "system_font_list": [], "video_mute": False,
        "zoom_info_params": None,
    }  # fmt: skip


def track(identity: str, kind: str, name: str, flag: int, attribute: int) -> Json:
    return {
        "attribute": attribute,
        "flag": flag,
        "id": identity,
        "is_default_name": not name,
        "name": name,
        "segments": [],
        "type": kind,
    }


def segment(identity: str, material: str, target: Json, source: Json | None) -> Json:
    """A segment of any track; ``clip`` stays None for sound, or the application ends (capcut-cli
    docs/draft-schema)."""
    return {
        "caption_info": None, "cartoon": False, "clip": None, "common_keyframes": [],
        "enable_adjust": False, "enable_color_correct_adjust": False, "enable_color_curves": True,
        "enable_color_match_adjust": False, "enable_color_wheels": True, "enable_lut": False,
        "enable_smart_color_adjust": False, "extra_material_refs": [], "group_id": "",
        "hdr_settings": None, "id": identity, "intensifies_audio": False,
        "is_placeholder": False, "is_tone_modify": False, "keyframe_refs": [],
        "last_nonzero_volume": 1.0, "material_id": material, "render_index": 0,
        "responsive_layout": {
            "enable": False, "horizontal_pos_layout": 0, "size_layout": 0, "target_follow": "",
            "vertical_pos_layout": 0,
        },
        "reverse": False, "source_timerange": source, "speed": 1.0, "target_timerange": target,
        "template_id": "", "template_scene": "default", "track_attribute": 0,
        "track_render_index": 0, "uniform_scale": None, "visible": True, "volume": 1.0,
    }  # fmt: skip


def place(scale: Point, shift: Point, turn: float, alpha: float) -> Json:
    """``clip`` of a segment with a picture."""
    return {
        "alpha": alpha,
        "flip": {"horizontal": False, "vertical": False},
        "rotation": turn,
        "scale": {"x": scale[0], "y": scale[1]},
        "transform": {"x": shift[0], "y": shift[1]},
    }


def crop(left: float, top: float, right: float, bottom: float) -> Json:
    """The corners of what is left when shares are cut off at the four sides."""
    return {
        "lower_left_x": left, "lower_left_y": 1.0 - bottom,
        "lower_right_x": 1.0 - right, "lower_right_y": 1.0 - bottom,
        "upper_left_x": left, "upper_left_y": top,
        "upper_right_x": 1.0 - right, "upper_right_y": top,
    }  # fmt: skip


def video(identity: str, name: str, path: str, kind: str, duration: int) -> Json:
    """A film ("video") or a picture ("photo"); size, sound and links are to be set."""
    return {
        "aigc_type": "none", "audio_fade": None, "cartoon_path": "", "category_id": "",
        "category_name": "local", "check_flag": 63487, "crop": crop(0.0, 0.0, 0.0, 0.0),
        "crop_ratio": "free", "crop_scale": 1.0, "duration": duration, "extra_type_option": 0,
        "formula_id": "", "freeze": None, "gameplay": None, "has_audio": False, "height": 0,
        "id": identity, "intensifies_audio_path": "", "intensifies_path": "",
        "is_ai_generate_content": False, "is_copyright": False, "is_text_edit_overdub": False,
        "is_unified_beauty_mode": False, "local_id": "", "local_material_id": "",
        "material_id": "", "material_name": name, "material_url": "",
        "matting": {
            "flag": 0, "has_use_quick_brush": False, "has_use_quick_eraser": False,
            "interactiveTime": [], "path": "", "strokes": [],
        },
        "media_path": "", "object_locked": None, "origin_material_id": "", "path": path,
        "picture_from": "none", "picture_set_category_id": "", "picture_set_category_name": "",
        "request_id": "", "reverse_intensifies_path": "", "reverse_path": "",
        "smart_motion": None, "source": 0, "source_platform": 0,
        "stable": {"matrix_path": "", "stable_level": 0, "time_range": span(0, 0)},
        "team_id": "", "type": kind,
        "video_algorithm": {
            "algorithms": [], "deflicker": None, "motion_blur_config": None,
            "noise_reduction": None, "path": "", "quality_enhance": None, "time_range": None,
        },
        "width": 0,
    }  # fmt: skip


def audio(identity: str, name: str, path: str, kind: str, duration: int) -> Json:
    """A sound file ("extract_music"), or the sound of a film ("video_original_sound")."""
    return {
        "app_id": 0, "category_id": "", "category_name": "local", "check_flag": 1,
        "copyright_limit_type": "none", "duration": duration, "effect_id": "", "formula_id": "",
        "id": identity, "intensifies_path": "", "is_ai_clone_tone": False,
        "is_text_edit_overdub": False, "is_ugc": False, "local_material_id": "",
        "music_id": "", "name": name, "path": path, "query": "", "request_id": "",
        "resource_id": "", "search_id": "", "source_from": "", "source_platform": 0,
        "team_id": "", "text_id": "", "tone_category_id": "", "tone_category_name": "",
        "tone_effect_id": "", "tone_effect_name": "", "tone_platform": "",
        "tone_second_category_id": "", "tone_second_category_name": "", "tone_speaker": "",
        "tone_type": "", "type": kind, "video_id": "", "wave_points": [],
    }  # fmt: skip


def compound(identity: str, combination: str, content: Json) -> Json:
    """The material of a compound clip: the edit in it lies inside, as in JianYing 5."""
    return {
        "category_id": "",
        "category_name": "",
        "combination_id": combination,
        "draft": content,
        "formula_id": "",
        "id": identity,
        "name": "",
        "precompile_combination": False,
        "type": "combination",
    }


def speed(identity: str, value: float) -> Json:
    return {"curve_speed": None, "id": identity, "mode": 0, "speed": value, "type": "speed"}


def canvas(identity: str) -> Json:
    """What fills the canvas behind a picture: nothing."""
    return {
        "album_image": "", "blur": 0.0, "color": "", "id": identity, "image": "", "image_id": "",
        "image_name": "", "source_platform": 0, "team_id": "", "type": "canvas_color",
    }  # fmt: skip


def animations(identity: str) -> Json:
    return {
        "animations": [],
        "id": identity,
        "multi_language_current": "none",
        "type": "sticker_animation",
    }


def placeholder(identity: str) -> Json:
    return {
        "error_path": "", "error_text": "", "id": identity, "meta_type": "none", "res_path": "",
        "res_text": "", "type": "placeholder_info",
    }  # fmt: skip


def channels(identity: str) -> Json:
    return {
        "audio_channel_mapping": 0,
        "id": identity,
        "is_config_open": False,
        "type": "none",
    }


def separation(identity: str) -> Json:
    return {
        "choice": 0,
        "id": identity,
        "production_path": "",
        "removed_sounds": [],
        "time_range": None,
        "type": "vocal_separation",
    }


def beats(identity: str) -> Json:
    return {
        "ai_beats": {
            "beat_speed_infos": [], "beats_path": "", "beats_url": "", "melody_path": "",
            "melody_percents": [0.0], "melody_url": "",
        },
        "enable_ai_beats": False, "gear": 404, "gear_count": 0, "id": identity, "mode": 404,
        "type": "beats", "user_beats": [], "user_delete_ai_beats": None,
    }  # fmt: skip


def fade(identity: str, into: int, out: int) -> Json:
    return {
        "fade_in_duration": into,
        "fade_out_duration": out,
        "fade_type": 0,
        "id": identity,
        "type": "audio_fade",
    }


def dissolve(identity: str, application: Application, duration: int) -> Json:
    name, effect = application.dissolve
    return {
        "category_id": "", "category_name": "", "duration": duration, "effect_id": effect,
        "id": identity, "is_overlap": True, "name": name, "path": "", "platform": "all",
        "request_id": "", "resource_id": DISSOLVE_RESOURCE, "source_platform": 0,
        "type": "transition",
    }  # fmt: skip


def keyframes(identity: str, kind: str, points: list[tuple[str, int, float]]) -> Json:
    """A property's values at times of the material: id, microseconds and value of each."""
    return {
        "id": identity,
        "keyframe_list": [
            {
                "curveType": "Line",
                "graphID": "",
                "id": point,
                "left_control": {"x": 0.0, "y": 0.0},
                "right_control": {"x": 0.0, "y": 0.0},
                "string_value": "",
                "time_offset": time,
                "values": [value],
            }
            for point, time, value in points
        ],
        "material_id": "",
        "property_type": kind,
    }


def mark(identity: str, title: str, color: str, start: int, end: int) -> Json:
    return {"color": color, "id": identity, "time_range": span(start, end), "title": title}
