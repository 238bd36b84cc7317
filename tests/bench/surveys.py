"""Import and tally of a wave of 1,000,000 rows and 30 questions, against pandas.

    python3 -m venv /tmp/bench && /tmp/bench/bin/pip install pandas
    cargo build --release
    /tmp/bench/bin/python tests/bench/surveys.py target/release/tertulia

Makes the file (always the same one), lets pandas read and count it and our program import and
count it, in turns, compares every count, and prints times, ratios and the peak of memory of each.
Exits with 1 if a count differs, or if we are not three times as fast in 200 MB.

`import` is what the goal speaks of: the file is looked through, kept as a wave without what would
tell who answered, and counted. `report` reads the kept wave and counts it again, as a build does.
"""

import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROWS = 1_000_000
DIFFERENT = 100_000
ROUNDS = 3
AGREEMENT = ["Muy en desacuerdo", "En desacuerdo", "Ni de acuerdo ni en desacuerdo", "De acuerdo",
             "Muy de acuerdo"]
AGES = ["18-24", "25-34", "35-44", "45-54", "55-64", "65 o más"]
PLACES = ["Madrid", "Barcelona", "Valencia", "Sevilla", "Zaragoza", "Málaga", "Murcia", "Palma",
          "Bilbao", "Alicante", "Córdoba", "Valladolid", "Vigo", "Gijón", "Granada"]
CHANNELS = ["Tienda", "Web", "Teléfono", "Correo", "Redes sociales"]
WORDS = ["", "", "", "Todo bien", "Muy lento el envío", '"Me gustó, volveré"']
HEADINGS = (["Edad", "Provincia", "¿Nos recomendarías?"]
            + [f"¿Qué satisfacción te dio? {n}" for n in "ABCD"]
            + [f"Acuerdo {n}" for n in "ABCDEFGHIJKLMNO"]
            + ["Canales", "Esfuerzo", "Cliente"] + [f"Nota {n}" for n in "ABC"]
            + ["Gasto", "Comentario"])


def make(path):
    """Writes the file."""
    assert len(HEADINGS) == 30
    chance = random.Random(20261122)
    one, number = chance.choice, chance.randint
    lines = []
    for _ in range(DIFFERENT):
        cells = [one(AGES), one(PLACES), str(number(0, 10))]
        cells += [str(number(1, 5)) for _ in range(4)] + [one(AGREEMENT) for _ in range(15)]
        cells += ['"' + ", ".join(chance.sample(CHANNELS, number(1, 3))) + '"']
        cells += [str(number(1, 7)), one(["Sí", "No"])] + [str(number(1, 10)) for _ in range(3)]
        cells += [f"{chance.random() * 500:.2f}", one(WORDS)]
        lines.append(",".join(cells) + "\n")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADINGS) + "\n")
        for _ in range(ROWS // DIFFERENT):
            chance.shuffle(lines)
            file.writelines(lines)


def count_with_pandas(path):
    """Counts the file as an analyst would, and prints what was counted."""
    import pandas
    table = pandas.read_csv(path)
    counts = {}
    for heading in HEADINGS:
        column = table[heading]
        if heading == "Canales":
            column = column.str.split(", ").explode()
        if heading == "Gasto":
            counts[heading] = {"": int(column.count()), "mean": f"{column.mean():.2f}"}
        elif heading == "Comentario":
            counts[heading] = {"": int(column.count())}
        else:
            counts[heading] = {str(k): int(v) for k, v in column.value_counts().items()}
    print(json.dumps(counts))


def timed(command):
    """Runs a command; gives its output, its seconds and its peak of memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    text = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert status == 0, (command, status, text)
    return text, seconds, usage.ru_maxrss / 1024


def reported(text):
    """Reads what `survey report` prints: counts by heading and label."""
    counts, asked = {}, None
    for line in text.splitlines()[3:]:
        if found := re.match(r"q\d+  (.*)", line):
            asked = counts.setdefault(found[1], {})
        elif found := re.match(r"    (.{44}) *([\d.]+)( +[\d.]+%)?\s*$", line):
            asked[found[1].strip()] = found[2]
    return counts


def compare(ours, theirs):
    """Gives where the counts differ."""
    faults = []
    for heading, counts in theirs.items():
        mine = ours.get(heading, {})
        for label, count in counts.items():
            name = {"": "answered", "mean": "mean"}.get(label, label)
            if str(count) != mine.get(name, "0"):
                faults.append(f"{heading} / {label}: {mine.get(name)} and not {count}")
    return faults


def main(program):
    folder = tempfile.mkdtemp()
    path, into = os.path.join(folder, "wave.csv"), os.path.join(folder, "survey")
    make(path)
    print(f"{ROWS} rows, {len(HEADINGS)} questions, {os.path.getsize(path) / 1e6:.0f} MB")
    runs = {"pandas": [], "import": [], "report": []}
    commands = {
        "pandas": [sys.executable, __file__, "--count", path],
        "import": [program, "--lang", "en", "import", "survey", path, "--into", into],
        "report": [program, "--lang", "en", "survey", "report", into],
    }
    texts = {}
    for _ in range(ROUNDS):
        shutil.rmtree(into, ignore_errors=True)
        for name, command in commands.items():
            texts[name], seconds, memory = timed(command)
            runs[name].append((seconds, memory))
            print(f"  {name:8}{seconds:7.2f} s {memory:7.0f} MB")
    shutil.rmtree(folder)
    seconds = {name: statistics.median(run[0] for run in all) for name, all in runs.items()}
    memory = {name: max(run[1] for run in all) for name, all in runs.items()}
    theirs = json.loads(texts["pandas"])
    faults = compare(reported(texts["report"]), theirs)
    both = seconds["import"] + seconds["report"]
    ratio = seconds["pandas"] / seconds["import"]
    print(f"pandas {seconds['pandas']:.2f} s in {memory['pandas']:.0f} MB")
    print(f"import {seconds['import']:.2f} s in {memory['import']:.0f} MB: {ratio:.1f} times as fast")
    print(f"import and report {both:.2f} s: {seconds['pandas'] / both:.1f} times as fast")
    print(f"{sum(map(len, theirs.values()))} counts compared, {len(faults)} differ")
    print("\n".join(faults))
    return 1 if faults or ratio < 3 or memory["import"] > 200 else 0


if __name__ == "__main__":
    if sys.argv[1] == "--count":
        count_with_pandas(sys.argv[2])
    else:
        sys.exit(main(sys.argv[1]))
