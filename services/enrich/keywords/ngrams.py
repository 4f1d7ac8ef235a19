"""Candidate phrases of scripts without spaces: runs of characters that come again.

Japanese shows its words by script (kanji, katakana); Chinese is cut into words by their frequency;
Thai needs n-grams of characters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import regex

from services.enrich.keywords.han import Words, han_words
from services.text.words import has_unspaced

READ_CHARACTERS = 4_000
"""A long article; more n-grams would cost milliseconds and say the same."""
HAN_SIZES = range(2, 6)
WORDS_OF_PHRASE = range(1, 4)
HAN_CHARACTERS = range(2, 9)
"""Characters of a phrase that is made of words."""
THAI_SIZES = range(3, 14)
THAI_READ_CLUSTERS = 1_500
"""Thai words are long and so are the n-grams: fewer letters for the same time."""
LEAST_TIMES = 2
LEAST_NEIGHBOURS = 2
"""Accessor variety (Feng et al. 2004): a piece of a word has the same neighbour every time."""

Positions = Sequence[tuple[int, int]]
"""The number of a run, and where in it an n-gram begins."""

_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_JAPANESE = regex.compile(
    r"(?<![A-Z])[A-Z]{2,5}\p{Han}{2,6}+|[\p{Katakana}ー]{3,20}+"
    r"|\p{Han}{2,9}(?=\p{Han}(?!まで)(?:[まみむめらりるれろきくけげぐちっつびべ]|や[しすせ]))"
    r"|\p{Han}{2,10}+(?!(?!まで)(?:[まみむめらりるれろきくけげぐちっつびべ]|や[しすせ]))"
)
"""`JR東海` is one word; of 建設始まる the verb is none, whose end stands in kana."""
_COUNTED = regex.compile(r"(?<![A-Za-z\d])\d[\d.,，．]*+[万億兆千百亿萬]?\p{Han}")
"""A number with its measure: ６人, 212万円; what follows is a word of its own: 40号本塁打."""
_JAPANESE_COUNT = regex.compile(
    r"約.*|[一二三四五六七八九十百千万億]+[年月日人円羽歳時分回件個台本度].*"
)
# split at what is hardly ever inside a word; what may be inside one may yet not stand at its edge
_HAN_RUN = regex.compile(r"[\p{Han}--[的了是着们這这那它她他我你們]]{2,}+", regex.VERSION1)
_HAN_EDGE = frozenset(
    "在和与與及或也就都而把被对對从從向以為为于於之其个個并但不没沒有將将說说到等"
)
_VERBS = """
增加 减少 減少 表示 继续 繼續 首次 飞往 飛往 宣布 宣佈 举行 舉行 开始 開始 成为 成為 进行 進行
预计 預計 已经 已經 正在 导致 導致 引发 引發 造成 要求 呼吁 呼籲 指出 认为 認為 强调 強調 超过 超過
达到 達到 上升 下降 上涨 上漲 下跌 出现 出現 获得 獲得 无法 無法 展出 推出 发布 發布
走强 走強 走弱 走高 走低 逝世 去世 享年 击败 擊敗 夺冠 奪冠 担忧 擔憂 回应 回應 召开 召開 亮相
"""
# measures, pronouns, what stands before verbs: in the midst of other words they are parts of these
_HAN_GRAMMAR = _HAN_EDGE.union(
    "但种種位名次條条項项件部只隻本份例型性年月日时時家每各某该該此百千万萬亿億"
    "多少后後前里裡内內更最很太较較还還再又才可能会會要想去来來让讓使给給是由因所如若则則"
) | frozenset(_VERBS.split())
_HAN_NUMBER = regex.compile("[一二三四五六七八九十百千]+")
_THAI_RUN = regex.compile(r"\p{Thai}{2,}+")
_CLUSTER = regex.compile(r"\X")
_THAI_NO_START = frozenset("ะาๆฯ")
_THAI_NO_END = frozenset("เแโใไ")


def repeated(text: str, stop: frozenset[str], chinese: Words | None = None) -> dict[str, int]:
    """Count what stands more than once; of Japanese, every word that its script sets apart.

    `chinese`: its words, of which phrases are made, and with which kana are but a foreign name;
    None where the text is in another language.
    """
    head = text[:READ_CHARACTERS]
    if not has_unspaced(head):
        return {}
    head = _COUNTED.sub("|", head)
    if chinese is None and _KANA.search(head):
        words = Counter(_JAPANESE.findall(head))
        return {word: n for word, n in words.items() if not _JAPANESE_COUNT.fullmatch(word)}
    if chinese:
        phrases = _recurring(_chinese_runs(head, chinese), WORDS_OF_PHRASE)
        found = {
            each: count
            for each, count in phrases.items()
            if len(each) in HAN_CHARACTERS and not _HAN_NUMBER.fullmatch(each)
        }
    else:
        han = _recurring(_HAN_RUN.findall(head), HAN_SIZES)
        found = _without_edges(han, _HAN_EDGE, _HAN_EDGE)
    if _THAI_RUN.search(head):
        thai = _recurring(_thai_runs(head), THAI_SIZES)
        found |= _without_edges(thai, _THAI_NO_START, _THAI_NO_END)
    return {gram: times for gram, times in found.items() if gram not in stop}


def _without_edges(
    times: dict[str, int], no_start: frozenset[str], no_end: frozenset[str]
) -> dict[str, int]:
    return {
        gram: count
        for gram, count in times.items()
        if gram[0] not in no_start and gram[-1] not in no_end
    }


def _chinese_runs(text: str, chinese: Words) -> Iterator[list[str]]:
    """Yield what stands between words of grammar, as words."""
    for run in _HAN_RUN.findall(text):
        words: list[str] = []
        for word in han_words(run, chinese):
            if word in _HAN_GRAMMAR:
                yield words
                words = []
            else:
                words.append(word)
        yield words


def _thai_runs(text: str) -> Iterator[list[str]]:
    """Yield what stands between spaces, as letters with their marks."""
    left = THAI_READ_CLUSTERS
    for run in _THAI_RUN.findall(text):
        clusters = _CLUSTER.findall(run)[:left]
        left -= len(clusters)
        yield clusters


def _recurring(runs: Iterable[Sequence[str]], sizes: range) -> dict[str, int]:
    """Count the n-grams that come again, and next to something else each time."""
    runs, found = list(runs), dict[str, int]()
    starts = [(number, start) for number, run in enumerate(runs) for start in range(len(run))]
    for size in sizes:
        positions: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for at in starts:
            number, start = at
            run, end = runs[number], start + size
            if end <= len(run):
                positions["".join(run[start:end])].append(at)
        again = {gram: at for gram, at in positions.items() if len(at) >= LEAST_TIMES}
        found |= {gram: len(at) for gram, at in again.items() if _varies(runs, at, size)}
        starts = list(chain.from_iterable(again.values()))  # the longer ones begin like these
    return found


def _varies(runs: Sequence[Sequence[str]], positions: Positions, size: int) -> bool:
    """Whether an n-gram has several neighbours on either side; an end of a run is one."""
    before = {runs[number][start - 1] if start else number for number, start in positions}
    if len(before) < LEAST_NEIGHBOURS:
        return False
    ends = [(number, start + size) for number, start in positions]
    after = {runs[number][end] if end < len(runs[number]) else number for number, end in ends}
    return len(after) >= LEAST_NEIGHBOURS
