"""Cuts the small Banking77 of the recorded runs: of every label the first 13 rows train and the next 5 validate, in file order; all of
test.csv tests.    split.py BANKING77_FOLDER TARGET_FOLDER"""
import csv
import pathlib
import sys

TRAINING_ROWS, VALIDATION_ROWS = 13, 5


def main(source: pathlib.Path, target: pathlib.Path) -> None:
    seen: dict[str, int] = {}
    parts: dict[str, list[list[str]]] = {"train": [], "validation": []}
    with open(source / "train.csv", newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    for row in rows:
        rank = seen.get(row[1], 0)
        seen[row[1]] = rank + 1
        if rank < TRAINING_ROWS:
            parts["train"].append(row)
        elif rank < TRAINING_ROWS + VALIDATION_ROWS:
            parts["validation"].append(row)
    for name, chosen in parts.items():
        with open(target / f"{name}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *chosen])
    (target / "test.csv").write_bytes((source / "test.csv").read_bytes())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
