"""Texts of a draft: captions and titles."""

from __future__ import annotations

import json

from exporters.interchange.jianying.shapes import Json

CAPTION_SIZE = 5.0
"""Of letters, as JianYing gives it to subtitles that it imports."""
CAPTION_Y = -0.8
"""Half heights above the middle, likewise."""
WIDTH = 0.82
"""Of a line, as a share of the picture's width."""


def code_units(words: str) -> int:
    """Length in UTF-16, in which ranges of styles count (capcut-cli#85)."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def wording(words: str, size: float, color: str) -> str:
    """``content`` of a text: JSON in a string."""
    level = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    solid = {"render_type": "solid", "solid": {"alpha": 1.0, "color": level}}
    style = {
        "bold": False,
        "fill": {"alpha": 1.0, "content": solid},
        "italic": False,
        "range": [0, code_units(words)],
        "size": size,
        "strokes": [],
        "underline": False,
    }
    return json.dumps({"styles": [style], "text": words}, ensure_ascii=False)


def text(identity: str, words: str, size: float, color: str, caption: bool) -> Json:
    """The material of a caption ("subtitle") or a title ("text")."""
    return {
        "add_type": 2 if caption else 0, "alignment": 1, "background_alpha": 1.0,
        "background_color": "", "background_height": 0.14, "background_horizontal_offset": 0.0,
        "background_round_radius": 0.0, "background_style": 0,
        "background_vertical_offset": 0.0, "background_width": 0.14, "base_content": "",
        "bold_width": 0.0, "border_alpha": 1.0, "border_color": "", "border_width": 0.08,
        "caption_template_info": {
            "category_id": "", "category_name": "", "effect_id": "", "is_new": False,
            "path": "", "request_id": "", "resource_id": "", "resource_name": "",
            "source_platform": 0,
        },
        "check_flag": 7, "combo_info": {"text_templates": []},
        "content": wording(words, size, color), "fixed_height": -1.0, "fixed_width": -1.0,
        "font_category_id": "", "font_category_name": "", "font_id": "", "font_name": "",
        "font_path": "", "font_resource_id": "", "font_size": size, "font_source_platform": 0,
        "font_team_id": "", "font_title": "none", "font_url": "", "fonts": [],
        "force_apply_line_max_width": False, "global_alpha": 1.0, "group_id": "",
        "has_shadow": False, "id": identity, "initial_scale": 1.0, "inner_padding": -1.0,
        "is_rich_text": False, "italic_degree": 0, "ktv_color": "", "language": "",
        "layer_weight": 1, "letter_spacing": 0.0, "line_feed": 1, "line_max_width": WIDTH,
        "line_spacing": 0.02, "multi_language_current": "none", "name": "",
        "original_size": [], "preset_category": "", "preset_category_id": "",
        "preset_has_set_alignment": False, "preset_id": "", "preset_index": 0,
        "preset_name": "", "recognize_task_id": "", "recognize_type": 0,
        "relevance_segment": [], "shadow_alpha": 0.9, "shadow_angle": -45.0,
        "shadow_color": "", "shadow_distance": 5.0,
        "shadow_point": {"x": 0.6363961030678928, "y": -0.6363961030678928},
        "shadow_smoothing": 0.45, "shape_clip_x": False, "shape_clip_y": False,
        "source_from": "", "style_name": "", "sub_type": 0, "subtitle_keywords": None,
        "subtitle_template_original_fontsize": 0.0, "text_alpha": 1.0, "text_color": color,
        "text_curve": None, "text_preset_resource_id": "", "text_size": 30,
        "text_to_audio_ids": [], "tts_auto_update": False,
        "type": "subtitle" if caption else "text", "typesetting": 0, "underline": False,
        "underline_offset": 0.22, "underline_width": 0.05, "use_effect_default_color": True,
        "words": {"end_time": [], "start_time": [], "text": []},
    }  # fmt: skip
