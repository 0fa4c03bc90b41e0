"""Reads the PDFs of the brief and the summary with poppler and qpdf, and their codes with zbar, and compares them with the preview."""

import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

PROGRAM = sys.argv[1]
DIARY = Path(__file__).resolve().parents[2] / "crates/app/tests/diaries/two_kinds"
SIZES = {"a4": "595.28 x 841.89 pts (A4)", "letter": "612 x 792 pts (letter)"}
TITLES = {"brief": "Massage brief", "summary": "Back pain and massage: summary for a clinician"}


def run(*command):
    """Runs a program; it has to say that all is well."""
    ran = subprocess.run([str(part) for part in command], capture_output=True, check=False, timeout=120)
    assert ran.returncode == 0, f"{command}: {ran.returncode}\n{ran.stdout.decode()}\n{ran.stderr.decode()}"
    return ran.stdout.decode(errors="replace")


def bare(words):
    """Words without white space: rows break in other places than lines."""
    return "".join(words.split())


class Preview(HTMLParser):
    """The sheet of a preview: headings with their lines, the words in pictures, and what stands under codes."""

    def __init__(self, html):
        super().__init__()
        self.parts, self.drawn, self.captions = [], [], []
        self.inside, self.tags = False, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "article" and "sheet" in (dict(attrs).get("class") or ""):
            self.inside = True
        if self.inside and tag not in ("circle", "img", "line", "path", "rect", "use"):
            self.tags.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        if tag == "article":
            self.inside = False
        if self.tags and self.tags[-1][0] == tag:
            self.tags.pop()

    def handle_data(self, data):
        if not self.inside or not data.strip():
            return
        names = [tag for tag, _ in self.tags]
        if "h3" in names:
            self.parts.append((data, []))
        elif "figcaption" in names:
            self.captions.append(data)
        elif any({"sides", "key"} & set(name.split()) for _, name in self.tags) or "text" in names:
            self.drawn.append(data)
        else:
            self.parts[-1][1].append(data)

    def lines(self):
        return [line for heading, lines in self.parts for line in [heading, *lines]] + self.captions

    def text(self):
        return "\n".join(f"{heading.upper()}\n" + "".join(f"{line}\n" for line in lines) for heading, lines in self.parts)


def check_file(pdf, kind, paper):
    """A sound PDF of one page, tagged, with its title, its language and its fonts."""
    run("qpdf", "--check", pdf)
    facts = dict(line.split(":", 1) for line in run("pdfinfo", pdf).splitlines() if ":" in line)
    facts = {name: value.strip() for name, value in facts.items()}
    expected = {"Title": TITLES[kind], "Tagged": "yes", "Pages": "1", "Page size": SIZES[paper], "JavaScript": "no"}
    assert {name: facts[name] for name in expected} == expected, facts
    about = run("pdfinfo", "-meta", pdf)
    assert "<pdfuaid:part>1<" in about and "<pdfaid:part>2<" in about and "<pdfaid:conformance>A<" in about, about
    inside = run("qpdf", "--qdf", "--object-streams=disable", pdf, "-")
    assert "/Lang (en)" in inside
    fonts = run("pdffonts", pdf).splitlines()[2:]
    assert len(fonts) == 2 and all(re.search(r" yes yes yes +\d+ +\d+$", font) for font in fonts), fonts
    shape = run("pdfinfo", "-struct", pdf)
    assert shape.count("H1") == 1 and shape.count("H2") >= 3 and "Figure" in shape and "LBody" in shape, shape
    assert inside.count("/Alt ") == shape.count("Figure"), "each picture has words"


def check_words(pdf, title, lines, drawn):
    """The words of the PDF are those of the preview, in the same order, and nothing else."""
    words = bare(run("pdftotext", "-raw", pdf, "-"))
    for extra in drawn:
        assert bare(extra) in words, extra
    # The words in a picture stand in the middle of the others: take each out once.
    at = 0
    for line in [title, *lines]:
        found = words.find(bare(line), at)
        between = words[at:found]
        assert found >= 0, f"{line!r} is not in the PDF after {words[max(0, at - 60):at]!r}"
        for extra in drawn:
            between = between.replace(bare(extra), "", 1)
        assert between == "", f"{between!r} stands before {line!r}"
        at = found + len(bare(line))
    rest = words[at:]
    assert rest == "", rest


def codes(pdf, folder):
    """What a reader of codes finds on the page, as it looks on paper at 200 dots an inch."""
    run("pdftoppm", "-r", "200", "-png", "-singlefile", pdf, folder / "page")
    found = ElementTree.fromstring(run("zbarimg", "-q", "--xml", "-Sdisable", "-Sqrcode.enable", folder / "page.png"))
    return [data.text for data in found.iter() if data.tag.endswith("data")]


def get(address, form=None):
    data = urllib.parse.urlencode(form).encode() if form else None
    with urllib.request.urlopen(address, data=data, timeout=60) as answer:
        return answer.read()


def check_pages(folder):
    """The brief and the summary of the made-up person, as a browser gets them."""
    with subprocess.Popen([PROGRAM, "demo", "--no-open"], stdout=subprocess.PIPE, text=True) as served:
        try:
            site = served.stdout.readline().split(" is at ")[1].strip().rstrip("/")
            form = [("pressure", "comfortable"), ("keep_off", "my left knee"), ("more", "moves"), ("more", "last")]
            get(f"{site}/brief", form)
            for kind in TITLES:
                for paper in SIZES:
                    get(f"{site}/settings", {"paper": paper})
                    pdf = folder / f"{kind}-{paper}.pdf"
                    pdf.write_bytes(get(f"{site}/{kind}.pdf"))
                    assert pdf.read_bytes() == get(f"{site}/{kind}.pdf"), "the same bytes each time"
                    preview = Preview(get(f"{site}/{kind}").decode())
                    check_file(pdf, kind, paper)
                    check_words(pdf, TITLES[kind], preview.lines(), preview.drawn)
                    if kind == "brief":
                        assert {"LEFT", "RIGHT"} <= set(preview.drawn)
                        own, note = sorted(codes(pdf, folder), key=lambda text: text.startswith("MASSAGE NOTE"))
                        assert own.strip() == preview.text().strip(), own
                        assert note.startswith("MASSAGE NOTE\n") and "Advice for home:" in note
        finally:
            served.terminate()


def check_commands(folder):
    """The same from the terminal: what it prints is what it writes."""
    data = ["--data", folder / "data", "--today", "2026-05-25"]
    run(PROGRAM, *data, "import", "csv", DIARY, "--map", "ball=sm_gmed_ball_wall", "--map", "heat=pro_swedish")
    for kind in TITLES:
        pdf = folder / f"own-{kind}.pdf"
        shown = run(PROGRAM, *data, kind, "--pdf", pdf, "--paper", "letter")
        check_file(pdf, kind, "letter")
        words = bare(run("pdftotext", "-raw", pdf, "-"))
        for line in shown.split("\nThis is all that is in ")[0].splitlines():
            assert bare(line.strip("-")) in words, line


with tempfile.TemporaryDirectory() as name:
    check_pages(Path(name))
    check_commands(Path(name))
print("brief and summary: read by qpdf, poppler and zbar, word for word as previewed")
