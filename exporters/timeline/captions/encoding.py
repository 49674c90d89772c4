"""Finding out in which encoding a subtitle file is.

Marks of byte order and valid UTF-8 are certain. The rest is judged by what the bytes would say:
each encoding reads them as letters, but only one as letters that are frequent in a language.
General detectors need more text than a short list of cues has, and take GB18030 for Big5 or Shift
JIS, which the same bytes are too.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

SAMPLE = 1 << 16
"""So many bytes are judged."""
SURE, ENOUGH = 0.12, 12
"""An encoding is certain if it is better than any other by this much (of 1), with so many letters
beyond ASCII."""
POOR = 0.4
"""None of these encodings, if the best is less likely than this."""

SIMPLIFIED = (
    "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起"
    "还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声"
    "全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产"
    "入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王"
    "果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青"
    "管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式"
    "李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读"
    "志飞观争究包组造落视济喜离虽坏吧喝跳怕吗啊嘛哦嗯爸妈您咱谢拜喂请刚突默紧票张照片店客椅雨窗医院街厨餐厅坐等待"
)  # fmt: skip
TRADITIONAL = (
    "這來國個說們為時對會過學裡裏後麼沒於還發當開無見經頭從動兩長樣現將與進實點種聲話兒問機給幾業間電門東聽氣關並內卻產萬體別處總場師書"
    "員報馬張難數車應親務記邊風戰許覺題統請愛讓認論義術結連遠資隊帶條變聯權該領傳紅決達辦運強區轉輕語滿寫識極黃臉錢黨設雙歷廣議際則單據"
    "導網專誰讀飛觀爭組視濟離雖壞嗎媽謝剛緊醫廚廳歲號圖畫買賣齊龍鳥魚麥齒雲樂樓橋歡殺準漢濕靈熱獨環瑪異當發盡盤眾禮稱窮競筆節範簡糧終"
    "絕統線練總績織繼續羅聖職腦臺與興舊華藝蘇處虛號補裝複規訂討訊訓託記許設訪評詞試詩該詳認誌誤請課調談論證識警譯議護變讚豐貝負財貨責"
    "貴費資賓賞質贈車軍軟載輕輪輸農迴這連週進遊運過達違遠適選遺鄉醫釋釐鐘鋼錄錯鍵鎮鏡長開閉間關隊際隨險雙雞離難電靜響頁頂項順須預領頭題"
    "額顏願類顧風飛飯館馬騎驗驚體高鬥魂麗"
)  # fmt: skip
JAPANESE = (
    "日一人年大十二本中長出三時行見月分後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何"
    "南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正安院心界教文"
    "元重近考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味写字答"
    "夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢俺僕君彼誰戦殺命終対実変"
)  # fmt: skip
KOREAN = (
    "이다는을를가에의고하지한그도로은들어나자리사시기대아서해수인일라있게보정전부말것거만면무주여니내안장요않없오음우상제스동마으생데세적모"
    "경신성비조과원구관모진공연선유실중발미타당심명방소위운재치역물더건바달왔했어때문까너야왜뭐난날봐줘네죠습합됩입좋알겠같싶돼된될군님씨집"
    "말잘못모두살죽먹갔갈올온와워줄준받찾친구엄마빠형누선배저희우린"
)  # fmt: skip
# Of alphabets the letters beyond ASCII, the frequent ones first.
WESTERN = "éèáàíóüöäñçêâîôûëïãõúåæøœßìòùýÿìëÉÀÈÊÇÂÎÔÛÄÖÜÁÍÓÚÑÅÆØŒ¿¡«»“”‘’–—…°€£§©®ªº\xa0"
CENTRAL = "éáíěšóčžąřęłýöüśżůúćńäőďťňźűăâîßŠČŽŘÁÉÍÚŁŚŻÓĆŃĄĘÖÜÝŐŰŤĎŇ„”“–—…°\xa0"
TURKISH = "ıiüşğöçâîûİŞÇÖÜĞ“”’–—…\xa0"
CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґўОЕАИНТСРВЛКМДПУЯГЗБЧЙХЖШЮЦЩЭ«»“”–—…№\xa0"
GREEK = "αοιετσνηυρπκμλςθδγωάόίέήύώχφβξζψϊϋΐΑΟΙΕΤΣΝΗΥΡΠΚΜΛΘΔΓΩΧΦΒΞΖΨΆΌΊΈΉΎΏ«»’…\xa0"
HEBREW = "יוהלארתבשמנכםחעדןפקגזטסצךףץ“”’–…\xa0"
ARABIC = "اليمنوترهبعدسكفةحقجأشىطصخءئذزضغثآإظؤ،؟؛ًٌٍَُِّْ…\xa0"
THAI = "านรอกเ่งม้ยลวดทสตัะปบคหิีแไจขพใชำโุู์ืึผถ็ซณธภญษศฉฟฐฝฮฎฆๆฤฒฏฬ"
PUNCTUATION = set("，。！？、；：“”‘’「」『』（）《》〈〉【】…—～·　・％＋－")


@dataclass(frozen=True)
class Decoded:
    """A file's text.

    Attributes:
        encoding: as Python calls it.
        sure: nothing else is likely.
        damaged: number of places that mean nothing in the encoding.
    """

    text: str
    encoding: str
    sure: bool = True
    damaged: int = 0


@dataclass(frozen=True)
class _Candidate:
    """An encoding, and how likely a letter beyond ASCII is in what it gives.

    Attributes:
        codec: as Python calls it.
        weigh: from -1 for a letter that no text has, to 1 for a frequent one.
        unlikely: letters that do not stand beside one another.
    """

    codec: str
    weigh: Callable[[str], float]
    unlikely: re.Pattern[str] | None = None


def decode(raw: bytes, encoding: str = "") -> Decoded:
    """The text of a file, in a given encoding or in the one that is found out.

    Bytes that mean nothing become U+FFFD. Raises LookupError for an encoding that is not known.
    """
    if encoding:
        return _replaced(raw, codecs.lookup(encoding).name, sure=True)
    marked = _marked(raw)
    if marked is not None:
        return marked
    wide = _wide(raw)
    if wide:
        return _replaced(raw, wide, sure=True)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _nearly_utf_8(raw) or _judged(raw)


def _marked(raw: bytes) -> Decoded | None:
    """Text with a mark of byte order before it."""
    marks = (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    )
    for mark, codec in marks:
        if raw.startswith(mark):
            return _replaced(raw[len(mark) :], codec, sure=True)
    return None


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark: the digits of the times have a zero byte each; "" if it is not."""
    sample = raw[:SAMPLE]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if high > half // 8 and high > 8 * low:
        return "utf-16-le"
    if low > half // 8 and low > 8 * high:
        return "utf-16-be"
    return ""


def _nearly_utf_8(raw: bytes) -> Decoded | None:
    """UTF-8 that was cut or damaged in a few places."""
    text = raw.decode("utf-8", "replace")
    damaged = text.count("�")
    letters = sum(character > "\x7f" for character in text[:SAMPLE]) - damaged
    return Decoded(text, "utf-8", False, damaged) if letters >= 20 * damaged else None


def _replaced(raw: bytes, codec: str, sure: bool) -> Decoded:
    text = raw.decode(codec, "replace")
    text = text.removeprefix("\ufeff")
    return Decoded(text, codec, sure, text.count("�"))


def _judged(raw: bytes) -> Decoded:
    sample = raw[:SAMPLE]
    marks = sorted(
        ((_likelihood(sample, candidate), candidate.codec) for candidate in CANDIDATES),
        key=lambda mark: -mark[0],
    )
    best, codec = marks[0]
    if best < POOR:
        return _replaced(raw, _detected(sample) or codec, sure=False)
    enough = sum(byte > 0x7F for byte in sample) >= ENOUGH
    return _replaced(raw, codec, sure=enough and best - marks[1][0] >= SURE)


def _likelihood(sample: bytes, candidate: _Candidate) -> float:
    """How likely it is that the bytes are text in an encoding: 1 at most."""
    text = sample.decode(candidate.codec, "replace")
    letters = [character for character in text if character > "\x7f"]
    if not letters:
        return 0.0
    odd = len(candidate.unlikely.findall(text)) if candidate.unlikely else 0
    return (sum(map(candidate.weigh, letters)) - odd) / len(letters)


def _detected(sample: bytes) -> str:
    """What charset-normalizer says; it knows the encodings of more alphabets."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    try:
        return codecs.lookup(best.encoding).name if best is not None else ""
    except LookupError:
        return ""


def _signs(codec: str, frequent: str, kana: bool = False) -> Callable[[str], float]:
    """For encodings of Chinese characters, whose tables have the usual ones first."""
    known = set(frequent) | PUNCTUATION
    first, last = USUAL[codec]

    def weigh(character: str) -> float:
        if character in known or (kana and "ぁ" <= character <= "ヿ"):
            return 1.0
        if "一" <= character <= "鿿":
            return 0.5 if first <= character.encode(codec, "replace")[0] <= last else 0.2
        return 0.3 if "！" <= character <= "～" or "　" <= character <= "〿" else -1.0

    return weigh


def _hangul(character: str) -> float:
    if character in _KOREAN:
        return 1.0
    if "가" <= character <= "힣":
        return 0.3
    return 0.3 if "！" <= character <= "～" or "　" <= character <= "〿" else -1.0


def _alphabet(frequent: str, capitals: float = 0.6) -> Callable[[str], float]:
    """For encodings of one byte a letter.

    Args:
        frequent: letters, those first that are met often.
        capitals: weight of capital letters, which text has few of.
    """
    known = {letter: max(0.3, 1 - rank / 32) for rank, letter in enumerate(frequent)}

    def weigh(character: str) -> float:
        weight = known.get(character, -1.0)
        return capitals if weight > 0 and character.isupper() else weight

    return weigh


USUAL = {
    "gb18030": (0xB0, 0xD7),
    "big5hkscs": (0xA4, 0xC6),
    "cp932": (0x88, 0x98),
    "euc_jp": (0xB0, 0xCF),
}
"""First bytes of the usual characters: level 1 of GB 2312, of Big5 and of JIS X 0208."""
_KOREAN = set(KOREAN) | PUNCTUATION
_SIGNS_IN_WORDS = re.compile(r"[a-z][一-鿿가-힣]|[一-鿿가-힣][a-z]")
# Accents stand between plain letters; a word is of one alphabet, and has no capitals within.
_WESTERN_PAIRS = re.compile(r"[À-ÿ][À-ÿ]|[a-z][À-Þ]")
_MIXED_CASE = re.compile(r"[a-z][À-ÞŁŚŻĄĘŠČŽŘİŞĞ]")
_MIXED = re.compile(r"[A-Za-z][Ͱ-๿]|[Ͱ-๿][A-Za-z]|[а-яёα-ώ][А-ЯЁΑ-Ω]")
CANDIDATES = (
    _Candidate("gb18030", _signs("gb18030", SIMPLIFIED + TRADITIONAL), _SIGNS_IN_WORDS),
    _Candidate("big5hkscs", _signs("big5hkscs", SIMPLIFIED + TRADITIONAL), _SIGNS_IN_WORDS),
    _Candidate("cp932", _signs("cp932", JAPANESE, kana=True), _SIGNS_IN_WORDS),
    _Candidate("euc_jp", _signs("euc_jp", JAPANESE, kana=True), _SIGNS_IN_WORDS),
    _Candidate("cp949", _hangul, _SIGNS_IN_WORDS),
    _Candidate("cp1252", _alphabet(WESTERN), _WESTERN_PAIRS),
    _Candidate("cp1250", _alphabet(CENTRAL), _MIXED_CASE),
    _Candidate("cp1254", _alphabet(TURKISH), _MIXED_CASE),
    _Candidate("cp1251", _alphabet(CYRILLIC), _MIXED),
    _Candidate("koi8_r", _alphabet(CYRILLIC), _MIXED),
    _Candidate("cp1253", _alphabet(GREEK), _MIXED),
    _Candidate("cp1255", _alphabet(HEBREW), _MIXED),
    _Candidate("cp1256", _alphabet(ARABIC), _MIXED),
    _Candidate("cp874", _alphabet(THAI), _MIXED),
)
