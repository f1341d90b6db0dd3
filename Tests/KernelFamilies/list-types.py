#!/usr/bin/env python3
"""Lists the messages and nests of generated modules as Swift source, for tests that go through all of them.

    list-types.py SOURCE...
"""
import os
import re
import sys

DECLARATION = re.compile(r"^( *)(?:public |nonisolated |indirect )*(struct|enum|extension) ([\w.]+)(?:: ([\w, ]+))? \{$")


def types(path):
    """The qualified names of a module's types, with what they conform to."""
    scopes = []
    for line in open(path, encoding="utf-8"):
        match = DECLARATION.match(line.rstrip("\n"))
        if not match:
            continue
        indentation = len(match[1])
        scopes = [scope for scope in scopes if scope[0] < indentation]
        scopes.append((indentation, match[3]))
        if match[2] == "struct":
            yield ".".join(name for _, name in scopes), (match[4] or "").split(", ")




def main():
    modules, messages, nests = [], [], []
    for path in sys.argv[1:]:
        modules.append(os.path.basename(os.path.dirname(path)))
        for name, protocols in types(path):
            if "NetlinkMessage" in protocols:
                messages.append(name)
            if "NestContents" in protocols or "SelectedNestContents" in protocols:
                nests.append(name)
    print("// Made by list-types.py: the types of all kernel families.\n")
    for module in sorted(modules):
        print(f"import {module}")
    print("public import Netlink\n")
    print("/// Every message of the kernel families.")
    print("public let allMessages: [any NetlinkMessage.Type] = [")
    print("\n".join(f"    {name}.self," for name in messages))
    print("]\n")
    print("/// Every nest of the kernel families.")
    print("public let allNests: [any NestContents.Type] = [")
    print("\n".join(f"    {name}.self," for name in nests))
    print("]")


main()
