#!/usr/bin/env python3
"""Compares the spec parser with the kernel's JSON schemas on mutated specs.

Each of the kernel's specs is changed in one place, many times over: a key renamed, a value's type changed, a reference
broken, a key doubled, a required key removed, a key of another schema level added, and so on. PyYAML and jsonschema say
whether the kernel's schema accepts the result; so does the parser. Where both reject it, the parser must point at the
line that was changed. Where they differ, the reason must be on one of the two lists below.

usage: schema-verdicts.py SPEC-FOLDER COMMAND...

SPEC-FOLDER has the specs and, in `schemas`, their schemas. COMMAND reads paths from its standard input and prints a line
for each: path, `accept` or `reject`, line numbers, messages (see Tests/SpecVerdicts). Needs python3-yaml and
python3-jsonschema.
"""

import collections
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

SEED = 20260101
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PER_SPEC = 40

# Why the parser may reject what the schema accepts. The schema cannot see whether names stand for anything, whether
# numbers fit the wire, or whether the parts of a definition make sense together.
STRICTER = [
    r"occurs twice in this mapping",  # PyYAML takes the last of equal keys
    r"there is no .*",  # references
    r"is .*, and .* is needed",
    r"the parent set .* has no attribute",
    r"is no entry of .*, which selects the format",
    r"a selector must be",
    r"'notify' must name an operation with a reply",
    r"an operation with '.*' cannot have '.*' too",
    r"has none of 'do', 'dump', 'notify' and 'event'",
    r"lists attributes and lacks an 'attribute-set'",
    r"the reply of this dump lacks a 'value'",
    r"is defined twice",
    r"has the number \d+, as .* has",
    r"has the number \d+, and the wire has room",
    r"is bit \d+; a flag is one of the bits",
    r"does not fit 64 bits",
    r"does not fit its byte",
    r"must be a whole number of at least .*, not the number",  # more than 64 bits
    r"must be a whole number.*, not (a fraction|a number in base 60|a date)",  # 2.0 is an integer to jsonschema
    r"must be between",
    r"no (number|length) is at least",
    r"the number of .* is not in the spec$",
    r"lacks (a|the name of a) '(value|len|selector|sub-message|sub-type)'",
    r"is a nest and lacks 'nested-attributes'",
    r"lacks names in 'type-value'",
    r"lacks the list 'entries'",
    r"has no members",
    r"is larger than an attribute can be",
    r"has \d+ bytes; an attribute can hold",
    r"cannot (contain itself|be a subset of itself)",
    r"a binary array must have numbers",
    r"a binary member has either 'len' or 'struct'",
    r"an indexed array cannot have elements",
    r"needs its protocol's number in 'protonum'",
    r"there is no (netlink protocol|multicast group) -?\d+",
    r"has \d+ letters at most",
    r"a name must be a word",
    r"tag .* is not supported",
]

# Why the parser may accept, with a warning, what the schema rejects.
LENIENT = [
    r"should only have lower-case letters, digits and dashes",  # the kernel's own specs do so
    r"is not in the kernel's schema",  # later schemas allow it
]

REFERENCES = {
    "nested-attributes", "enum", "struct", "subset-of", "attribute-set", "fixed-header", "sub-message", "selector",
    "notify", "mcgrp", "flags-mask",
}  # fmt: skip
WORDS = {"type", "sub-type", "byte-order", "display-hint", "enum-model", "protocol"}
REQUIRED = {"name", "doc", "type", "list", "formats", "attributes", "value"}
FOREIGN_KEYS = {
    r"^attribute-sets/\d+/attributes/\d+$": [
        "sub-message: x", "selector: kind", "struct: x", "name-prefix: x-", "len: 4", "required: true",
    ],
    r"^attribute-sets/\d+$": ["attr-cnt-name: x", "header: x.h", "fixed-header: x", "enum-name:", "value: 1"],
    r"^definitions/\d+$": ["members: []", "enum-name:", "name-prefix: x-", "len: 4", "enum-cnt-name: x"],
    r"^definitions/\d+/members/\d+$": ["enum-as-flags: true", "type-value: [x]", "value: 1"],
    r"^operations/list/\d+$": ["fixed-header: x", "config-cond: x", "async-prefix: x", "flags: [uns-perm]"],
    r"^operations/list/\d+/(do|dump)$": ["pre: hook", "value: 3", "attributes: []"],
    r"^operations/list/\d+/(do|dump)/(request|reply)$": ["value: 3", "doc: x", "value: -3"],
    r"^operations$": ["fixed-header: x", "async-enum:", "attribute-set: x"],
    r"^mcast-groups/list/\d+$": ["value: 5", "c-define-name: x", "id: 4"],
    r"^$": ["version: 1", "protonum: 3", "c-family-name: x", "sub-messages: []", "kernel-policy: per-op", "license: x"],
}  # fmt: skip


class Entry:
    """An entry of a mapping: where it is, and what it is called."""

    def __init__(self, path, mapping, key, value):
        self.path, self.mapping, self.key, self.value = path, mapping, key, value
        self.line = key.start_mark.line
        scalar = isinstance(value, yaml.ScalarNode)
        self.is_inline = scalar and value.start_mark.line == value.end_mark.line == self.line
        self.is_inline = self.is_inline and value.start_mark.index >= key.end_mark.index and not mapping.flow_style


def entries(node, path="", seen=None):
    """All entries of a document; what an alias repeats comes once."""
    seen = set() if seen is None else seen
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}/{key.value}".lstrip("/")
            yield Entry(path, node, key, value)
            yield from entries(value, inner, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from entries(value, f"{path}/{index}".lstrip("/"), seen)


def replaced(text, node, new):
    return text[: node.start_mark.index] + new + text[node.end_mark.index :]


def rename_key(text, entry, rng):
    return replaced(text, entry.key, rng.choice([entry.key.value + "x", entry.key.value[:-1], "no-such-key"]))


def change_type(text, entry, rng):
    if not entry.is_inline:
        return None
    options = ["123", "[x]", "{x: y}", "true", "1.5", "2001-12-14", "0x1g", '"7"', "~", "null", "on"]
    return replaced(text, entry.value, " " + rng.choice(options))


def empty_value(text, entry, rng):
    return replaced(text, entry.value, "") if entry.is_inline else None


def break_reference(text, entry, rng):
    if entry.key.value not in REFERENCES or not entry.is_inline:
        return None
    return replaced(text, entry.value, entry.value.value + "-nowhere")


def misspell_word(text, entry, rng):
    if entry.key.value not in WORDS or not entry.is_inline:
        return None
    words = ["u23", "middle-endian", "bitfield32", "sub-message", "struct", "pad", "directional", "mac", "s8", "scalar"]
    return replaced(text, entry.value, rng.choice(words))


def double_key(text, entry, rng):
    if not entry.is_inline:
        return None
    lines = text.split("\n")
    copy = " " * entry.key.start_mark.column + f"{entry.key.value}: {entry.value.value}"
    return "\n".join(lines[: entry.line + 1] + [copy] + lines[entry.line + 1 :]), entry.line + 1


def bad_number(text, entry, rng):
    if not entry.is_inline or not re.fullmatch(r"(0x)?[0-9a-fA-F]+", entry.value.value):
        return None
    numbers = ["-1", "70000", "99999999999999999999", "1.5", "0b2", "1_0", "16384", "256", "-0", "'5'"]
    return replaced(text, entry.value, rng.choice(numbers))


def remove_required_key(text, entry, rng):
    lines = text.split("\n")
    if entry.key.value not in REQUIRED or not entry.is_inline or not lines[entry.line].lstrip().startswith(entry.key.value):
        return None
    if len(entry.mapping.value) < 2:
        return None
    # A mapping that lacks a key is reported where it begins, or at the type that needs the key.
    others = [key.start_mark.line for key, _ in entry.mapping.value if key is not entry.key]
    places = [line - (1 if line > entry.line else 0) for line in others]
    return "\n".join(lines[: entry.line] + lines[entry.line + 1 :]), *places


def add_foreign_key(text, entry, rng):
    options = [keys for pattern, keys in FOREIGN_KEYS.items() if re.search(pattern, entry.path)]
    is_own_line = text.split("\n")[entry.line].lstrip().startswith(entry.key.value)
    if not options or not is_own_line or entry.mapping.flow_style:
        return None
    lines = text.split("\n")
    addition = " " * entry.key.start_mark.column + rng.choice(options[0])
    return "\n".join(lines[: entry.line] + [addition] + lines[entry.line :]), entry.line


def odd_name(text, entry, rng):
    if entry.key.value != "name" or not entry.is_inline:
        return None
    return replaced(text, entry.value, rng.choice(["Capital", "two words", "a/b", "a_b", "ä", "''", "a:b", "-"]))


MUTATIONS = [
    rename_key, change_type, empty_value, break_reference, misspell_word, double_key, bad_number, remove_required_key,
    add_foreign_key, odd_name,
]  # fmt: skip


def mutants(text, rng):
    """Single mutations of a spec: kind, text, and the lines that show the change, counted from 1."""
    places = list(entries(yaml.compose(text)))
    for _ in range(PER_SPEC):
        for _ in range(1000):
            mutation, entry = rng.choice(MUTATIONS), rng.choice(places)
            result = mutation(text, entry, rng)
            result = result if isinstance(result, tuple) or result is None else (result, entry.line)
            if result and result[0] != text:
                yield mutation.__name__, result[0], [line + 1 for line in result[1:]]
                break


def schema_errors(text, schemas):
    """What the kernel's schema says about a spec, as a set of texts."""
    try:
        spec = yaml.load(text, Loader=LOADER)
    except (yaml.YAMLError, ValueError) as error:
        return {str(error)}
    level = spec.get("protocol", "genetlink") if isinstance(spec, dict) else "genetlink"
    if not isinstance(level, str) or level not in schemas:
        return {f"unknown protocol {level}"}
    return {f"{'/'.join(map(str, error.path))}: {error.message}" for error in schemas[level].iter_errors(spec)}


def parser_verdicts(command, paths):
    run = subprocess.run(command, input="\n".join(paths) + "\n", capture_output=True, text=True, check=True)
    verdicts = {}
    for line in run.stdout.splitlines():
        path, verdict, lines, messages = (line.split("\t") + ["", ""])[:4]
        verdicts[path] = (verdict, {int(number) for number in lines.split(",") if number}, messages.split(" | "))
    return verdicts


def disagreement(is_valid, is_pointed_at, source, verdict, messages):
    """What is wrong about the parser's verdict, and the reason for which it may differ from the schema's."""
    if verdict not in ("accept", "reject"):
        return "no verdict", None
    # What refers to a thing by its old name, or to its old value, is wrong afterwards, and reported where it stands.
    elsewhere = {"name:": "there is no|the parent set", "value:": "must be between"}.get(source.split(" ")[0])
    if elsewhere and any(re.search(elsewhere, message) for message in messages):
        return None, "broken reference"
    if verdict == "reject" and is_valid:
        reasons = [reason for reason in STRICTER if any(re.search(reason, message) for message in messages)]
        if not reasons:
            return "rejects what the schema accepts", None
        return (None if is_pointed_at else "points at another line"), "stricter"
    if verdict == "accept" and not is_valid:
        reasons = [reason for reason in LENIENT if any(re.search(reason, message) for message in messages)]
        return (None, "lenient") if reasons and is_pointed_at else ("accepts what the schema rejects", None)
    if verdict == "reject" and not is_pointed_at:
        return "points at another line", None
    return None, "both accept" if is_valid else "both reject"


def main():
    folder, command = pathlib.Path(sys.argv[1]), sys.argv[2:]
    schemas = {
        path.stem: jsonschema.Draft7Validator(yaml.safe_load(path.read_text()))
        for path in sorted((folder / "schemas").glob("*.yaml"))
    }
    rng = random.Random(SEED)
    cases = {}
    with tempfile.TemporaryDirectory() as scratch:
        for spec in sorted(folder.glob("*.yaml")):
            text = spec.read_text()
            known = schema_errors(text, schemas)
            for number, (kind, mutant, places) in enumerate(mutants(text, rng)):
                path = pathlib.Path(scratch) / f"{spec.stem}-{number:03}-{kind}.yaml"
                path.write_text(mutant)
                errors = schema_errors(mutant, schemas) - known
                cases[str(path)] = (mutant, places, errors)
        verdicts = parser_verdicts(command, list(cases))

    counts, failures = collections.Counter(), 0
    for path, (mutant, places, errors) in cases.items():
        verdict, lines, messages = verdicts.get(path, ("nothing", set(), []))
        source = mutant.split("\n")[places[0] - 1].strip()
        problem, outcome = disagreement(not errors, lines & set(places), source, verdict, messages)
        counts[outcome or "disagreement"] += 1
        if problem:
            failures += 1
            print(f"{pathlib.Path(path).name}: {problem}: line {places[0]} {source!r}; parser: {verdict} {sorted(lines)} "
                  f"{messages[:2]}; schema: {sorted(errors)[:2]}")
    print(f"{len(cases)} mutations: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    print(f"{failures} disagreements")
    sys.exit(1 if failures or not cases else 0)


if __name__ == "__main__":
    main()
