#!/usr/bin/env python3
"""Writes decompositions.txt and code-points.txt, the Unicode facts that tokenizers need and .NET does not have.

Usage: make_tables.py UNICODE_JSON   (unicode.json of the tokenizer goldens; run it with a Python of Unicode 14)

decompositions.txt, a line a code point, hexadecimal:
    CODE c=CLASS             its canonical combining class where that is not 0
    CODE d=A B               its canonical decomposition (one step); D= where the pair never composes again
    CODE k=A B               its compatibility decomposition (one step)
code-points.txt: NAME then first-last ranges, hexadecimal; sets that follow older Unicode tables than .NET's.
"""
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

assert unicodedata.unidata_version == "14.0.0"
facts = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
here = Path(__file__).parent
differs = facts["normalization_differs_from_unicode_14.0.0"]
undecomposed = {int(c, 16) for form in differs.values() for c in form}
# The library's normalization tables are those of Unicode 12.0: later code points have no combining class there.
PERL = r'for (0..0x10FFFF) { print "$_\n" if chr =~ /\p{Assigned}/ && chr !~ /\p{Present_In: 12.0}/ }'
later = {int(line) for line in subprocess.run(["perl", "-e", PERL], capture_output=True, text=True, check=True).stdout.split()}

lines = []
for code in range(0x110000):
    if 0xD800 <= code < 0xE000 or 0xAC00 <= code < 0xD7A4:
        continue
    char = chr(code)
    fields = []
    if unicodedata.combining(char) and code not in later:
        fields.append(f"c={unicodedata.combining(char)}")
    mapping = unicodedata.decomposition(char).split()
    if mapping and code not in undecomposed:
        if mapping[0].startswith("<"):
            fields.append("k=" + " ".join(mapping[1:]))
        else:
            composes = len(mapping) == 2 and unicodedata.normalize("NFC", char) == char
            fields.append(("d=" if composes else "D=") + " ".join(mapping))
    if fields:
        lines.append(f"{code:04X} " + ";".join(fields))
(here / "decompositions.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

names = ["bert_punctuation", "bert_clean_text_removed", "bert_strip_accents_removed_from_nfd", "strip_accents_removed", "digits_pre_tokenizer"]
sets = {name: facts[name] for name in names}
sets["word_character"] = facts["regex_classes"]["\\w"]
with open(here / "code-points.txt", "w", encoding="utf-8", newline="\n") as out:
    for name, ranges in sets.items():
        pairs = zip(ranges[::2], ranges[1::2])
        out.write(name + " " + " ".join(f"{a:X}-{b:X}" for a, b in pairs) + "\n")
