"""Parses the SQL files of a directory with sqlfluff and sqlglot; exits with 1 if one of them cannot be read.

Places are filled with text that is harmless where they stand, without asking what the application would put there:
every ${name} becomes an identifier, ${files} and every :?name a string. A file of rules/ is a predicate and is parsed
as one.

sqlfluff must read every file to its end. sqlglot must find no error; a statement that it knows only by its first word
(it calls that a Command) is left to sqlfluff and counted.
"""

import logging
import re
import sys
from pathlib import Path

import sqlglot
from sqlfluff.core import FluffConfig, Linter
from sqlglot import exp

# Documented syntax that a parser cannot read: (parser, file): reason. An entry that is not needed is an error.
KNOWN_GAPS: dict[tuple[str, str], str] = {}

BROKEN = "selec batch_id from control.batches\n"


def statement(path: Path, root: Path) -> str:
    text = path.read_text(encoding="utf-8").replace("${files}", "'place'")
    text = re.sub(r"\$\{\w+}", "place", text)
    text = re.sub(r":\?\w+", "'place'", text)
    if path.relative_to(root).parts[0] == "rules":
        return f"select *\nfrom typed\nwhere (\n{text}\n)\n"
    return text


def by_sqlfluff(text: str) -> list[str]:
    config = FluffConfig(overrides={"dialect": "snowflake", "templater": "raw"})
    return [violation.desc() for violation in Linter(config=config).parse_string(text).violations]


def by_sqlglot(text: str) -> tuple[list[str], int]:
    try:
        statements = [tree for tree in sqlglot.parse(text, dialect="snowflake") if tree is not None]
    except sqlglot.errors.SqlglotError as error:
        return [re.sub(r"\x1b\[\d*m|\s+", " ", str(error))], 0
    return [], sum(1 for tree in statements if tree.find(exp.Command))


def main(root: Path) -> int:
    # sqlglot logs each Command; they are counted instead.
    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    if not by_sqlfluff(BROKEN) or not by_sqlglot(BROKEN)[0]:
        print("A parser reads a statement that is broken: it proves nothing.")
        return 1
    files = sorted(root.rglob("*.sql"))
    failures, left, gaps = 0, 0, set()
    for path in files:
        name = path.relative_to(root).as_posix()
        text = statement(path, root)
        errors, commands = by_sqlglot(text)
        left += commands
        for parser, found in (("sqlfluff", by_sqlfluff(text)), ("sqlglot", errors)):
            if found and (parser, name) in KNOWN_GAPS:
                gaps.add((parser, name))
            elif found:
                failures += 1
                print(f"{root.name}/{name}: {parser}: {found[0]}")
    for parser, name in KNOWN_GAPS.keys() - gaps:
        failures += 1
        print(f"{root.name}/{name}: {parser} reads it by now: take it out of KNOWN_GAPS.")
    print(f"{len(files)} files parsed, {left} statements by sqlfluff alone, {len(gaps)} known gaps, {failures} failures")
    return 1 if failures or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
