"""Computes the expected values of the BLEU tests with sacreBLEU.

    pip install sacrebleu==2.6.0        # or PYTHONPATH=a checkout of that tag
    python3 make.py                     # writes cases.json and tokens.json beside itself

All texts are this project's own.
"""

import json
import pathlib
import random

import sacrebleu
from sacrebleu.metrics.bleu import BLEU, _get_tokenizer

HERE = pathlib.Path(__file__).parent
TOKENIZERS = ["13a", "intl", "zh", "char", "none"]
SMOOTHINGS = [("exp", None), ("floor", None), ("floor", 0.01), ("floor", 0.0), ("add-k", None),
              ("add-k", 0.5), ("add-k", 2.0), ("none", None)]

PLAIN = (
    ["The cat sits on the mat.", "We take the train at 7:30 to Berlin.", "It costs 1,250.50 euros, doesn't it?",
     "She said: \"I don't know.\"", "A well-known, twenty-year-old story (from 1999-2001)."],
    ["The cat is sitting on the mat.", "We are taking the 7:30 train to Berlin.", "It costs 1,250.50 euros, does it not?",
     "She said, \"I do not know.\"", "A well-known story, twenty years old (from 1999 - 2001)."],
)
SECOND = ["There is a cat on the mat.", "The train to Berlin that we take leaves at 7:30.", "That is 1,250.50 euros, isn't it?",
          "\"I don't know,\" she said.", "A famous story from 1999-2001."]
MIXED = (
    ["Ich wohne in Köln – seit 2015!", "我喜欢喝茶,你呢?", "Привет, мир! Как дела?", "مرحبا، كيف حالك؟", "Ελλάδα: ΟΔΟΣ ΣΟΦΙΑΣ 5.",
     "Ça va? « Oui », dit-il… 😀👍🏽", "東京タワーは333メートルです。", "नमस्ते दुनिया। १२३.४५", "İstanbul'da IŞIK", "a\u00a0b\u2003c\u3000d"],
    ["Ich wohne seit 2015 in Köln!", "我喜欢喝茶,你喜欢吗?", "Привет, мир! Как твои дела?", "مرحبا! كيف حالك؟", "Ελλάδα: οδός Σοφίας 5.",
     "Ça va ? « Oui », dit-il. 😀👍", "東京タワーは高さ333メートルである。", "नमस्ते, दुनिया। १२३.४५", "istanbul'da ışık", "a b c e"],
)
ASTRAL = (["𠀀𠀁𠀂 𝒳𝒴𝒵 🦜🦜. 𐐀𐐁", "—“quoted”— €5→£4 №7 ½.5", "⼀⾀⾁ ㈱ﾊﾝｶｸ、全角ＡＢＣ"],
          ["𠀀𠀁𠀃 𝒳𝒴 🦜🦜! 𐐨𐐩", "–“quoted”– €5 → £4 №7 ½,5", "⼀⾀ ㈱ハンカク、全角ＡＢＣ"])

DEGENERATE = {
    "empty hypothesis": ([""], [["The cat sits."]]),
    "empty reference": (["The cat sits."], [[""]]),
    "both empty": ([""], [[""]]),
    "white space only": (["   \t "], [["The cat sits on the mat."]]),
    "one token, match": (["yes"], [["yes"]]),
    "one token, no match": (["yes"], [["no"]]),
    "two tokens": (["oh yes"], [["oh yes"]]),
    "three tokens, longer reference": (["oh yes indeed"], [["oh yes indeed it is so"]]),
    "four tokens, identical": (["this is a test"], [["this is a test"]]),
    "identical": (PLAIN[0], [PLAIN[0]]),
    "no match": (["completely different words here"], [["nothing shared with that line"]]),
    "unigrams only": (["d c b a"], [["a b c d"]]),
    "no bigram above": (["a x b y c z"], [["a b c d e f"]]),
    "punctuation only": (["... !!! ??? --- ,,,"], [["... !!! ??? --- ,,,"]]),
    "punctuation, part": (["?! ... --"], [[".,.,. ?! --"]]),
    "repeated word": (["the the the the the the the"], [["the cat is on the mat"]]),
    "much shorter": (["the cat"], [["the cat is on the mat and sleeps all day long there"]]),
    "much longer": (["the cat is on the mat and sleeps all day long there"], [["the cat"]]),
    "blank lines between": (["a b c d e", "", "f g h i j", ""], [["a b c d e", "", "f g h x j", "k"]]),
    "all blank": (["", "", ""], [["", "", ""]]),
    "entities": (["He said &quot;A &amp; B&quot; &lt;b&gt; &amp;lt; &apos;"], [["He said \"A & B\" <b> < '"]]),
    "skipped mark": (["we <skipped>go home now"], [["we go home now"]]),
    "trailing white space": (["a b c d \t\u3000\x1c "], [["a b c d"]]),
    "separators of Python": (["a\x1cb\x1dc\x1ed\x1fe f\x85g"], [["a b c d e f g"]]),
    "tie of one decimal": (["a b c d e f g h i j k l m n o p"], [["a b c d e f g h i j k l m n o x"]]),
    "tie of one decimal, down": (["a b c d e f g h i j k l m n o p"], [["a z y x w v u t s r q 1 2 3 4 5"]]),
    "long line": ([" ".join(f"w{i % 97}" for i in range(600))], [[" ".join(f"w{i % 89}" for i in range(620))]]),
    "long word": (["x" * 5000 + " y z"], [["x" * 5000 + " y z"]]),
    "tokenized": (["this is cut ."] * 120, [["this is cut."] * 120]),
    "two references": (PLAIN[0], [PLAIN[1], SECOND]),
    "three references": (PLAIN[0], [PLAIN[1], SECOND, [line.upper() for line in PLAIN[1]]]),
    "references equally close": (["a b c d"], [["a b c d e"], ["a b c"]]),
    "reference counts clipped by the best": (["a a a b"], [["a a b"], ["a b b"], ["a c a a"]]),
    "varying references": (PLAIN[0], [PLAIN[1], [SECOND[0], None, SECOND[2], None, None]]),
    "varying references, empty one": (PLAIN[0], [PLAIN[1], ["", None, "", None, SECOND[4]]]),
}


def score(name, hypotheses, references, **options):
    metric = BLEU(force=True, **options)
    result = metric.corpus_score(hypotheses, references)
    signature = metric.get_signature().format()
    return {
        "name": name, "hypotheses": hypotheses, "references": references,
        "tokenize": options.get("tokenize", "13a"), "smoothMethod": options.get("smooth_method", "exp"),
        "smoothValue": options.get("smooth_value"), "lowercase": options.get("lowercase", False),
        "effectiveOrder": options.get("effective_order", False),
        "score": result.score, "counts": list(map(float, result.counts)), "totals": list(map(float, result.totals)),
        "precisions": result.precisions, "brevityPenalty": result.bp,
        "hypothesisLength": result.sys_len, "referenceLength": result.ref_len, "signature": signature,
        "text": result.format(width=1, signature=signature),
        "rounded": [result.format(width=width, score_only=True) for width in range(8)],
    }


def cases():
    for name, (hypotheses, references) in DEGENERATE.items():
        yield score(name, hypotheses, references)
        yield score(f"{name}; effective order", hypotheses, references, effective_order=True)
    for method, value in SMOOTHINGS:
        for name in ("unigrams only", "no bigram above", "one token, match", "much shorter", "blank lines between", "no match"):
            hypotheses, references = DEGENERATE[name]
            yield score(f"{name}; {method} {value}", hypotheses, references, smooth_method=method, smooth_value=value)
            yield score(f"{name}; {method} {value}; effective order", hypotheses, references, smooth_method=method,
                        smooth_value=value, effective_order=True)
        yield score(f"plain; {method} {value}", PLAIN[0], [PLAIN[1]], smooth_method=method, smooth_value=value)
    for text_name, (hypotheses, references) in {"plain": PLAIN, "mixed scripts": MIXED, "beyond the basic plane": ASTRAL}.items():
        for tokenize in TOKENIZERS:
            for lowercase in (False, True):
                yield score(f"{text_name}; {tokenize}; {'lower' if lowercase else 'mixed'} case", hypotheses, [references],
                            tokenize=tokenize, lowercase=lowercase)
    for i, (hypothesis, reference) in enumerate(zip(MIXED[0] + PLAIN[0], MIXED[1] + PLAIN[1])):
        for lowercase in (False, True):
            yield score(f"line {i + 1} alone; {'lower' if lowercase else 'mixed'} case", [hypothesis], [[reference]],
                        effective_order=True, lowercase=lowercase)


def token_lines():
    yield from PLAIN[0] + PLAIN[1] + MIXED[0] + MIXED[1] + ASTRAL[0] + ASTRAL[1]
    yield from ["", " ", ".", ",", "-", "..", "...", "....", ",,", "5.", ".5", "5.5", "5..5", "5...5", "1,2,3", "1,,2", "a.b", "a..b",
                "a.5", "5.a", "5,a", "a,5", "3-4", "3--4", "a-b", "-5", "5-", "--", "$5.00", "http://a.b/c?d=e&f", "a@b.c", "it's", "don''t",
                "&amp;amp;", "&lt;skipped&gt;", "<skipped><skipped>", "end-\nof line\nnext", "x-\n-y", "½.½", "Ⅷ.Ⅸ", "٣.٤", "a·b", "a．5",
                "“x”", "x…y", "¿qué?", "+-=<>|~^`", "a_b", "№5", "5€", "°C", "😀.5", "5.😀", ".😀,", "\u2013\u2014", "\u2a6d\u2a6e", "⽰⾁⾢"]
    dice = random.Random(17)
    alphabet = list(".,.,--'\"&/()[]{}:;!? \t0123456789ab") + ["ä", "ß", "我", "。", "，", "é", "½", "€", "٣", "𝒳", "😀", "…", "\u00a0", "—"]
    for _ in range(400):
        yield "".join(dice.choice(alphabet) for _ in range(dice.randint(1, 30)))


def write(name, rows):
    # One case a line: a change of one expected value is one line of a diff.
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    assert sacrebleu.__version__ == "2.6.0", sacrebleu.__version__
    write("cases.json", cases())
    write("tokens.json", ({"line": line, "tokens": {name: _get_tokenizer(name)()(line.rstrip()).split() for name in TOKENIZERS}}
                          for line in token_lines()))
