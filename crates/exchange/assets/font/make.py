"""Makes the fonts of the printed pages: Noto Sans with Latin, Greek and Cyrillic letters, and the widths of its letters.

    npm pack @expo-google-fonts/noto-sans@0.4.2 && tar xf expo-google-fonts-noto-sans-0.4.2.tgz
    pip install fonttools==4.68.0
    python3 make.py package
"""

import struct
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

LETTERS = (
    "20-7E,A0-AC,AE-24F,259,2BC,300-304,306-30C,323,327,328,370-3FF,400-52F,1E00-1EFF,2010-2015,2018-201E,2020-2022,"
    "2026,2030,2032,2033,2039,203A,2044,20A0-20BF,2116,2122,2212,2215,2248,2260,2264,2265,FFFD"
)
HERE = Path(__file__).parent


def small(package, weight, name):
    """Cuts one weight down to the letters, without hints for screens."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    font = subset.load_font(f"{package}/{weight}/NotoSans_{weight}.ttf", options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(LETTERS))
    subsetter.subset(font)
    subset.save_font(font, str(HERE / name), options)


def widths(*names):
    """Code point and the width in each weight, in thousandths of the size, as little-endian numbers of 16 bits."""
    fonts = [TTFont(HERE / name) for name in names]
    maps = [font.getBestCmap() for font in fonts]
    rows = bytearray()
    for letter in sorted(set(maps[0]) & set(maps[1])):
        wide = [font["hmtx"][known[letter]][0] * 1000 / font["head"].unitsPerEm for font, known in zip(fonts, maps)]
        rows += struct.pack("<3H", letter, *(round(width) for width in wide))
    (HERE / "widths.bin").write_bytes(rows)
    return len(rows) // 6


small(sys.argv[1], "400Regular", "NotoSans-Regular.ttf")
small(sys.argv[1], "700Bold", "NotoSans-Bold.ttf")
print(widths("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"), "letters")
