"""Computes the expected values of the scoring tests with sacreBLEU.

    pip install sacrebleu==2.6.0        # or PYTHONPATH=a checkout of that tag
    python3 make.py                     # writes the .json files beside itself

commands.json: texts, a command line of sacreBLEU, and what it prints. lines.json: lines and their scores in full precision.
terwords.json: lines as TER sees them. significance.json: two systems of noise, and what the tests say of them.
All texts are this project's own; the longer ones are seeded noise.
"""

import importlib.util
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import sacrebleu
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer

HERE = pathlib.Path(__file__).parent
spec = importlib.util.spec_from_file_location("bleu_make", HERE.parent / "bleu" / "make.py")
bleu_make = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bleu_make)
PLAIN, SECOND, MIXED, ASTRAL = bleu_make.PLAIN, bleu_make.SECOND, bleu_make.MIXED, bleu_make.ASTRAL

WORDS = ("the a small old red cat dog house tree runs sleeps sees under on near behind and but 5 7.30 1,000 Berlin it's well-known , . ! ? "
         "Straße Ärger Haus 我 喜欢 猫 Москва мир").split()


def noise(seed, count, length):
    dice = random.Random(seed)
    return [" ".join(dice.choice(WORDS) for _ in range(dice.randint(1, length))) for _ in range(count)]


def disturb(lines, seed, rate):
    """Leaves out, repeats, swaps and moves words."""
    dice = random.Random(seed)
    result = []
    for line in lines:
        words = line.split(" ")
        for _ in range(max(1, int(rate * len(words)))):
            at = dice.randrange(len(words))
            kind = dice.randrange(5)
            if kind == 0 and len(words) > 1:
                del words[at]
            elif kind == 1:
                words.insert(at, dice.choice(WORDS))
            elif kind == 2:
                words[at] = dice.choice(WORDS)
            elif kind == 3:
                run = words[at:at + dice.randint(1, 4)]
                del words[at:at + len(run)]
                to = dice.randint(0, len(words))
                words[to:to] = run
            else:
                words[at] = words[at].swapcase()
        result.append(" ".join(words))
    return result


BASE = noise(1, 40, 25)
LONG = [" ".join(noise(2, 30, 20))]
VERY_LONG = [" ".join(noise(3, 120, 20))]
# name: (hypotheses, references)
TEXTS = {
    "empty hypothesis": ([""], [["The cat sits."]]),
    "empty reference": (["The cat sits."], [[""]]),
    "both empty": ([""], [[""]]),
    "one token, match": (["yes"], [["yes"]]),
    "one token, no match": (["yes"], [["no"]]),
    "one character": (["a"], [["a b"]]),
    "identical": (PLAIN[0], [PLAIN[0]]),
    "no match": (["xyz xyz xyz"], [["abc def ghi"]]),
    "punctuation only": (["... !!! ?"], [["... ??? !"]]),
    "punctuation at words": (["(hi) \"there\" 'tis well-known, (a.b.) !?"], [["(hi), there! 'tis well known (a.b) ?!"]]),
    "one moved word": (["a b c d e f"], [["b c d e f a"]]),
    "one moved run": (["d e f a b c g h"], [["a b c d e f g h"]]),
    "moved runs": (["g h d e f a b c i"], [["a b c d e f g h i"]]),
    "reversed": (["h g f e d c b a"], [["a b c d e f g h"]]),
    "repeated word": (["the the the the the"], [["the cat the dog"]]),
    "much shorter": (["the cat"], [["the cat is on the mat and sleeps all day long there"]]),
    "much longer": (["the cat is on the mat and sleeps all day long there"], [["the cat"]]),
    "blank lines between": (["a b c", "", "d e f", ""], [["a b c", "", "d f e", "g"]]),
    "entities": (["&quot;A &amp; B&quot; &lt;b&gt; &amp;lt; &apos; Tom's cats' 's"], [["\"A & B\" <b> < ' Tom 's cats ' 's"]]),
    "inner white space": (["a  b\u00a0c\u2003d \t e"], [["a b c d e"]]),
    "digits": (["1,000.5 euros - 3-4 5. .5 ,5 5, a.b"], [["1000.5 euros 3 - 4 5 . .5 , 5 5 , a. b"]]),
    "plain": (PLAIN[0], [PLAIN[1]]),
    "mixed scripts": (MIXED[0], [MIXED[1]]),
    "beyond the basic plane": (ASTRAL[0], [ASTRAL[1]]),
    "two references": (PLAIN[0], [PLAIN[1], SECOND]),
    "three references": (PLAIN[0], [PLAIN[1], SECOND, [line.upper() for line in PLAIN[1]]]),
    "japanese": (["これは、テストです。東京タワー（333ｍ）", "「はい」・「いいえ」"], [["これはテストです！東京 タワー（333m）", "「はい」、「いいえ」"]]),
    "noise": (disturb(BASE, 4, 0.3), [BASE]),
    "much noise": (disturb(BASE, 5, 1.5), [BASE]),
    "noise, two references": (disturb(BASE, 6, 0.5), [BASE, disturb(BASE, 7, 0.4)]),
    "long line": (disturb(LONG, 8, 0.2), [LONG]),
    "long line, moved far": ([" ".join(LONG[0].split()[160:] + LONG[0].split()[:160])], [LONG]),
    "very long line": (disturb(VERY_LONG, 9, 0.1), [VERY_LONG]),
    "sixty times longer": ([" ".join(BASE[:40])], [["the cat sees . Berlin"]]),
    "sixty times shorter": (["the cat sees . Berlin"], [[" ".join(BASE[:40])]]),
}
CHRF_OPTIONS = ["", "--chrf-word-order 2", "--chrf-word-order 1 --chrf-char-order 4", "--chrf-char-order 0 --chrf-word-order 3",
                "--chrf-beta 1", "--chrf-beta 3 --chrf-word-order 2", "--chrf-beta 0", "--chrf-whitespace", "--chrf-lowercase",
                "--chrf-eps-smoothing", "--chrf-eps-smoothing --chrf-word-order 2 --chrf-beta 1",
                "--chrf-char-order 10 --chrf-whitespace --chrf-lowercase"]
TER_OPTIONS = ["", "--ter-normalized", "--ter-no-punct", "--ter-case-sensitive", "--ter-normalized --ter-no-punct",
               "--ter-asian-support --ter-normalized", "--ter-asian-support --ter-no-punct",
               "--ter-asian-support --ter-normalized --ter-no-punct --ter-case-sensitive"]
BLEU_OPTIONS = ["--tokenize 13a", "--tokenize intl --lowercase", "--tokenize char", "--tokenize zh", "--tokenize none",
                "-s floor", "-s floor -sv 0.01", "-s add-k", "-s add-k -sv 2.5", "-s none", "-lc --force"]
RICH = ["plain", "mixed scripts", "noise, two references", "punctuation at words", "japanese"]


def command(name, hypotheses, references, arguments):
    """What `sacrebleu REFERENCES -i HYPOTHESES ARGUMENTS` prints. `hypotheses` is a list of systems."""
    with tempfile.TemporaryDirectory() as folder:
        def write(file, lines):
            pathlib.Path(folder, file).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
            return file
        line = ["sacrebleu", *(write(f"ref{i}", lines) for i, lines in enumerate(references)),
                "-i", *(write(f"hyp{i}", lines) for i, lines in enumerate(hypotheses)), *arguments.split()]
        done = subprocess.run([sys.executable, "-m", *line, "--no-color", "--quiet"], cwd=folder, capture_output=True, text=True, check=True)
    return {"name": name, "command": " ".join(line), "arguments": arguments, "hypotheses": hypotheses, "references": references,
            "output": done.stdout}


def commands():
    for name, (hypotheses, references) in TEXTS.items():
        yield command(f"{name}; all metrics", [hypotheses], references, "-m bleu chrf ter -w 6 -f text")
        for metric in ("chrf --chrf-word-order 2", "ter", "bleu"):
            if len(hypotheses) > 1:
                yield command(f"{name}; lines by {metric.split()[0]}", [hypotheses], references, f"-m {metric} -sl -w 6")
    for name in RICH:
        hypotheses, references = TEXTS[name]
        for metric, options in (("bleu", BLEU_OPTIONS), ("chrf", CHRF_OPTIONS), ("ter", TER_OPTIONS)):
            for option in options:
                yield command(f"{name}; {metric} {option}", [hypotheses], references, f"-m {metric} {option} -w 6 -f text")
    hypotheses, references = TEXTS["noise"]
    others = [disturb(BASE, seed, 0.4) for seed in (21, 22)]
    for arguments in ("-f json", "-m bleu chrf ter -f json -w 4", "--score-only -m bleu chrf -f text", "--short -m bleu chrf ter -f text",
                      "--confidence -m bleu chrf ter -f text -w 3", "--confidence --confidence-n 100 -m bleu -f json -w 3"):
        yield command(f"noise; {arguments}", [hypotheses], references, arguments)
    for arguments in ("-m bleu chrf ter -f text", "-m bleu chrf ter -f text --paired-bs", "-m bleu ter -f text --paired-ar -w 3",
                      "-m chrf -f text --paired-bs --paired-bs-n 77"):
        yield command(f"systems; {arguments}", [hypotheses, *others], references, arguments)


def line_scores():
    """Where a value in full precision is worth more than a printed line: varying references, white space at the ends."""
    texts = {name: text for name, text in TEXTS.items() if len(text[0]) < 12}
    texts["varying references"] = (PLAIN[0], [PLAIN[1], [SECOND[0], None, SECOND[2], None, None]])
    texts["white space at the ends"] = (["  a b c \t", "\u3000x y\x1c"], [[" a b c", "x y z "]])
    texts["line ends within"] = (["well\n-known a\nb \n-", "x-\ny 's\n"], [["well known a b", "x y 's"]])
    for name, (hypotheses, references) in texts.items():
        for metric in (CHRF(), CHRF(word_order=2, whitespace=True), TER(), TER(normalized=True, asian_support=True, no_punct=True), BLEU(force=True)):
            result = metric.corpus_score(hypotheses, references)
            yield {"name": f"{name}; {metric.get_signature()}", "metric": result.name, "hypotheses": hypotheses, "references": references,
                   "score": result.score, "signature": str(metric.get_signature())}


def ter_words():
    lines = [line for hypotheses, references in TEXTS.values() for line in hypotheses + references[0] if len(line) < 400]
    options = [dict(normalized=n, no_punct=p, asian_support=a, case_sensitive=c)
               for n in (False, True) for p in (False, True) for a in (False, True) for c in (False, True)]
    for line in dict.fromkeys(lines + [line for line in bleu_make.token_lines()][:300]):
        yield {"line": line, "words": [TercomTokenizer(**option)(line.rstrip()).split() for option in options]}


def significance():
    """Enough lines and trials for p-values that are neither 0 nor 1."""
    base = noise(31, 120, 18)
    systems = [disturb(base, 32, 0.50), disturb(base, 33, 0.48), disturb(base, 34, 0.42), disturb(base, 35, 0.7)]
    for arguments in ("--paired-bs", "--paired-ar", "--paired-bs --paired-bs-n 250", "--paired-ar --paired-ar-n 500"):
        case = command(arguments, systems, [base], f"-m bleu chrf ter {arguments} -f json")
        yield case


def write(name, rows):
    # One case a line: a change of one expected value is one line of a diff.
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (HERE / name).write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    assert sacrebleu.__version__ == "2.6.0", sacrebleu.__version__
    write("lines.json", line_scores())
    write("terwords.json", ter_words())
    write("significance.json", significance())
    write("commands.json", commands())
