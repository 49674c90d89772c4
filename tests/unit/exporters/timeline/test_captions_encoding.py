"""The encoding of a subtitle file is found out, from real sentences and few of them."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporters.timeline.captions.encoding import decode
from tests.examples import examples

SAMPLES = Path("/work/shared/samples/interchange")
SIMPLIFIED = ["检票口，工作人员对某张票犹豫再三", "老板突然拍桌而起，会议室瞬间安静", "快跑！"]
TRADITIONAL = ["檢票口，工作人員對某張票猶豫再三", "老闆突然拍桌而起，會議室瞬間安靜", "謝謝你"]
JAPANESE = ["お前は誰だ", "待ってくれ！", "東京都庁で会議があります"]
KOREAN = ["안녕하세요, 만나서 반갑습니다", "도와주세요!", "나는 집에 갔어요"]
FRENCH = ["Qu'est-ce que c'est ? Ça va être très étrange.", "C’est l’été à l’école"]
GERMAN = ["Schöne Grüße aus München", "Das ist ja unglaublich, könnte man meinen: groß!"]
RUSSIAN = ["Привет, как дела?", "Сегодня хорошая погода, не правда ли?"]
POLISH = ["Nie wiem, co się dzieje. Gdzie jesteś?", "Źdźbło żółtej gęsi."]
TURKISH = ["Nasılsın? Bugün hava çok güzel, değil mi?", "Şimdi gidiyoruz."]
GREEK = ["Καλημέρα, τι κάνεις;", "Πού είναι το σπίτι;"]
HEBREW = ["שלום, מה שלומך היום", "אני לא יודע"]
ARABIC = ["مرحبا كيف حالك اليوم يا صديقي العزيز", "لا أعرف ماذا أفعل"]
THAI = ["สวัสดีครับ คุณสบายดีไหม", "วันนี้อากาศดีมาก"]

CASES = [
    (SIMPLIFIED, "gbk"), (SIMPLIFIED, "gb18030"), (SIMPLIFIED, "utf-8"), (SIMPLIFIED, "utf-8-sig"),
    (SIMPLIFIED, "utf-16"), (SIMPLIFIED, "utf-16-le"), (SIMPLIFIED, "utf-16-be"),
    (SIMPLIFIED, "utf-32"), (TRADITIONAL, "big5"), (TRADITIONAL, "gbk"),
    (TRADITIONAL, "utf-16-le"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"), (KOREAN, "cp949"),
    (FRENCH, "cp1252"), (GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"),
    (POLISH, "cp1250"), (TURKISH, "cp1254"), (GREEK, "cp1253"), (HEBREW, "cp1255"),
    (ARABIC, "cp1256"), (THAI, "cp874"),
]  # fmt: skip


def srt(lines: list[str]) -> str:
    cues = enumerate(lines, 1)
    return "".join(
        f"{n}\r\n00:00:{n:02},000 --> 00:00:{n:02},900\r\n{line}\r\n\r\n" for n, line in cues
    )


@pytest.mark.parametrize(("lines", "encoding"), CASES, ids=lambda value: str(value)[:12])
def test_a_short_file_is_read_in_its_encoding(lines: list[str], encoding: str) -> None:
    text = srt(lines)
    found = decode(text.encode(encoding))
    assert found.text == text
    assert found.damaged == 0


@pytest.mark.parametrize(
    ("line", "encoding"),
    [(line, "gbk") for line in SIMPLIFIED]
    + [(line, "big5") for line in TRADITIONAL]
    + [(line, "cp932") for line in JAPANESE]
    + [(line, "cp949") for line in KOREAN],
)
def test_a_single_cue_is_enough(line: str, encoding: str) -> None:
    assert decode(srt([line]).encode(encoding)).text == srt([line])


def test_what_is_little_text_is_not_certain() -> None:
    assert not decode(srt(["快跑！"]).encode("gbk")).sure
    assert decode(srt(SIMPLIFIED).encode("gbk")).sure
    assert decode(srt(SIMPLIFIED).encode()).sure


def test_ascii_is_utf_8() -> None:
    found = decode(b"1\n00:00:01,000 --> 00:00:02,000\nplain\n")
    assert (found.encoding, found.sure) == ("utf-8", True)


def test_an_encoding_that_is_given_is_taken() -> None:
    raw = srt(SIMPLIFIED).encode("gbk")
    assert decode(raw, "big5").encoding == "big5"
    with pytest.raises(LookupError):
        decode(raw, "no such thing")


def test_utf_8_with_a_broken_letter_stays_utf_8() -> None:
    raw = srt(SIMPLIFIED * 5).encode()
    found = decode(raw[:-7] + b"\xe5" + raw[-7:])
    assert (found.encoding, found.sure, found.damaged) == ("utf-8", False, 1)


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
@pytest.mark.parametrize("name", ["drama_zh_hit", "drama_zh_original"])
@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_real_subtitles(name: str, encoding: str) -> None:
    text = (SAMPLES / f"{name}.srt").read_text("utf-8")
    found = decode(text.encode(encoding))
    assert (found.text, found.sure) == (text, True)


@settings(max_examples=examples(300), deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", codecs.BOM_UTF16_LE, codecs.BOM_UTF8]))
def test_any_bytes_become_text(raw: bytes, mark: bytes) -> None:
    assert isinstance(decode(mark + raw).text, str)
