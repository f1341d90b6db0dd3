#!/usr/bin/env python3
"""Writes encoding vectors: what the kernel's Python netlink library makes of given inputs.

Usage: make-python-vectors.py LIBRARY SPECS OVERLAYS OUTPUT

LIBRARY is the folder tools/net/ynl of a Linux 6.12 source tree, SPECS a folder of spec files, OVERLAYS one with
corrections of them, OUTPUT where the three .jsonl files go. The library is imported as it is; its socket module is replaced by a stub, so that nothing
is sent to a kernel, and every generic netlink family has the number 0x1c. Counts go to standard output.

The format of the files is described in README.md beside this program.
"""

import collections
import copy
import glob
import ipaddress
import json
import os
import random
import struct
import sys
import tempfile
import types

import yaml

from importlib import import_module

SEQUENCE = 7
FAMILY = 0x1C
LEAVES_PER_MESSAGE = 40
FLAGS = {'replace': 0x100, 'excl': 0x200, 'create': 0x400, 'append': 0x800}
DUMP = 0x300
INTEGERS = {'u8': (1, False), 'u16': (2, False), 'u32': (4, False), 'u64': (8, False),
            's8': (1, True), 's16': (2, True), 's32': (4, True), 's64': (8, True)}


# The library, kept from the network


class StubSocket:
    def __init__(self, *arguments):
        pass

    def setsockopt(self, *arguments):
        pass


class EveryFamily(dict):
    def __missing__(self, name):
        return {'id': FAMILY, 'mcast': {}}


def load_library(path):
    sys.path.insert(0, path)
    library = import_module('lib.ynl')
    library.socket = types.SimpleNamespace(socket=StubSocket, AF_NETLINK=16, SOCK_RAW=3, MSG_DONTWAIT=0x40)
    library.genl_family_name_to_id = EveryFamily()
    return library


def flag_bits(mode, flags):
    bits = [FLAGS[flag] for flag in flags]
    if mode == 'dump':
        bits.append(DUMP)
    return bits


def encode(family, op_name, mode, values, flags=()):
    op = family.ops[op_name]
    return bytes(family._encode_message(op, copy.deepcopy(values), flag_bits(mode, flags), SEQUENCE))


def decode(library, family, op_name, message):
    op = family.ops[op_name]
    decoded = family.nlproto.decode(family, library.NlMsg(message, 0, op.attr_set), op)
    result = family._decode(decoded.raw_attrs, op.attr_set.name)
    if op.fixed_header:
        result.update(family._decode_struct(decoded.raw, op.fixed_header))
    return result


def plain(value):
    """Decoded values as JSON has them: bytes as hex text, sets as sorted lists, keys as text."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


# Variants of the library's encoder, for what it cannot encode or encodes wrongly


def assembling_class(library):
    """Adds indexed arrays, from items which the library encodes itself."""

    class Assembling(library.YnlFamily):
        def first_index(self, attribute):
            return 1 if attribute.yaml.get('nested-attributes') == 'act-attrs' else 0

        def _add_attr(self, space, name, value, search_attrs):
            attribute = self.attr_sets[space].attrs.get(name)
            if attribute is None or attribute.type != 'indexed-array':
                return super()._add_attr(space, name, value, search_attrs)
            content = b''
            for index, item in enumerate(value, self.first_index(attribute)):
                if attribute.sub_type == 'nest':
                    nested = attribute['nested-attributes']
                    scope = library.SpaceAttrs(self.attr_sets[nested], item, search_attrs)
                    payload = b''.join(self._add_attr(nested, key, inner, scope) for key, inner in item.items())
                    index |= library.Netlink.NLA_F_NESTED
                elif attribute.sub_type == 'binary':
                    payload = bytes.fromhex(item)
                else:
                    payload = library.NlAttr.get_format(attribute.sub_type, attribute.byte_order).pack(item)
                content += attribute_bytes(index, payload)
            return attribute_bytes(attribute.value | library.Netlink.NLA_F_NESTED, content)

    return Assembling


def attribute_bytes(number, payload):
    return struct.pack('HH', len(payload) + 4, number) + payload + bytes(-len(payload) % 4)


def corrected_class(library, assembling):
    """What the kernel expects where the library differs: see the table of exceptions in README.md."""

    class Corrected(assembling):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            for attribute_set in self.attr_sets.values():
                if not attribute_set.subset_of:
                    continue
                for entry in attribute_set.yaml['attributes']:
                    if entry.keys() <= {'name', 'doc'}:
                        continue
                    whole = attribute_set[entry['name']]
                    merged = type(whole)(self, attribute_set, {**whole.yaml, **entry}, whole.value)
                    attribute_set.attrs[merged.name] = merged
                    attribute_set.attrs_by_val[merged.value] = merged

        def _add_attr(self, space, name, value, search_attrs):
            attribute = self.attr_sets[space].attrs.get(name)
            single = attribute is not None and not (attribute.is_multi and isinstance(value, list))
            if single and attribute.type == 'string':
                return attribute_bytes(attribute.value, str(value).encode() + b'\0')
            if single and attribute.type == 'sint':
                narrow = -2**31 <= value < 2**31
                code = library.NlAttr.get_format('s32' if narrow else 's64', attribute.byte_order)
                return attribute_bytes(attribute.value, code.pack(value))
            return super()._add_attr(space, name, value, search_attrs)

        def _encode_enum(self, attr_spec, value):
            if isinstance(value, list):
                value = list(dict.fromkeys(value))
            return super()._encode_enum(attr_spec, value)

        def _encode_struct(self, name, vals):
            result = b''
            for member in self.consts[name].members:
                value = vals.pop(member.name, None)
                if member.type in ('pad', 'binary') and not member.struct:
                    text = bytes.fromhex(value or '') if member.type == 'binary' else b''
                    payload = text[:member.len].ljust(member.len, b'\0')
                elif member.struct:
                    payload = self._encode_struct(member.struct, value or {})
                else:
                    payload = library.NlAttr.get_format(member.type, member.byte_order).pack(value or 0)
                result += bytes(-len(result) % alignment(self, member)) + payload
            return result + bytes(-len(result) % struct_alignment(self, name))

    return Corrected


def alignment(family, member):
    if member.struct:
        return struct_alignment(family, member.struct)
    return INTEGERS[member.type][0] if member.type in INTEGERS else 1


def struct_alignment(family, name):
    return max([alignment(family, member) for member in family.consts[name].members], default=1)


def struct_sizes(family, name):
    """The size without and with natural alignment, and the first member whose place differs."""
    packed = natural = 0
    first = None
    for member in family.consts[name].members:
        if member.struct:
            inner_packed, inner_natural, _ = struct_sizes(family, member.struct)
        else:
            inner_packed = INTEGERS[member.type][0] if member.type in INTEGERS else member.len
            inner_natural = inner_packed
        natural += -natural % alignment(family, member)
        if natural != packed and first is None:
            first = member.name
        packed += inner_packed
        natural += inner_natural
    natural += -natural % struct_alignment(family, name)
    return packed, natural, first


def is_misplaced(family, name):
    packed, natural, _ = struct_sizes(family, name)
    return packed != natural


# Generated inputs


def names_of(scopes):
    return frozenset(attribute_set.name for attribute_set, _ in scopes)


class Skipped:
    """What the library cannot encode, counted by reason."""

    def __init__(self):
        self.reasons = collections.defaultdict(set)

    def add(self, reason, *place):
        self.reasons[reason].add('.'.join(place))


class Generator:
    """Makes inputs which use attributes not used yet, in the order of the spec."""

    def __init__(self, stem, family, skipped):
        self.stem = stem
        self.family = family
        self.skipped = skipped
        self.random = random.Random('vectors ' + stem)
        self.turns = collections.Counter()
        self.used = set()
        self.budget = 0
        self.misplaced = []
        self.allowed = self.is_right

    # Which attributes this turn may use

    def is_right(self, attribute_set, attribute):
        if attribute.type in ('unused', 'pad', 'indexed-array', 'nest-type-value'):
            return False
        return not self.is_exception(attribute_set, attribute)

    def is_exception(self, attribute_set, attribute):
        if attribute.struct_name and is_misplaced(self.family, attribute.struct_name):
            return True
        return self.is_overridden_type(attribute_set, attribute)

    def is_overridden_type(self, attribute_set, attribute):
        for entry in attribute_set.yaml['attributes'] if attribute_set.subset_of else []:
            if entry['name'] == attribute.name and 'type' in entry:
                return entry['type'] != attribute.type
        return False

    # What is left to use

    def nested(self, attribute):
        if attribute.type == 'nest' or (attribute.type == 'indexed-array' and attribute.sub_type == 'nest'):
            return self.family.attr_sets[attribute['nested-attributes']]
        return None

    def header_names(self, message_format):
        header = message_format.fixed_header
        return {member.name for member in self.family.consts[header].members} if header else set()

    def formats(self, attribute):
        return self.family.sub_msgs[attribute.sub_message].formats

    def usable(self, attribute_set, allow=None):
        for attribute in attribute_set.attrs.values():
            if (allow is None or allow(attribute)) and self.allowed(attribute_set, attribute):
                yield attribute

    def kind_outside(self, attribute, scopes):
        for attribute_set, kind in scopes:
            if attribute.selector in attribute_set:
                return kind.get(attribute.selector)
        return None

    def wants(self, attribute_set, attribute, scopes, seen):
        if attribute.type == 'sub-message':
            if attribute.selector in attribute_set:
                kinds = self.formats(attribute)
            else:
                kinds = [self.kind_outside(attribute, scopes)]
            return any(self.wants_kind(attribute_set, attribute, kind, scopes, seen) for kind in kinds)
        if (attribute_set.name, attribute.name) not in self.used:
            return True
        nested = self.nested(attribute)
        return nested is not None and self.wants_set(nested, scopes, seen)

    def wants_kind(self, attribute_set, attribute, kind, scopes, seen):
        message_format = self.formats(attribute).get(kind)
        if message_format is None:
            return False
        if (attribute_set.name, attribute.name, kind) not in self.used:
            return True
        if not message_format.attr_set:
            return False
        hidden = self.header_names(message_format)
        return self.wants_set(self.family.attr_sets[message_format.attr_set], scopes, seen,
                              lambda inner: inner.name not in hidden)

    def wants_set(self, attribute_set, scopes, seen=frozenset(), allow=None):
        if attribute_set.name in seen:
            return False
        seen = seen | {attribute_set.name}
        scopes = [(attribute_set, {})] + scopes
        return any(self.wants(attribute_set, attribute, scopes, seen)
                   for attribute in self.usable(attribute_set, allow))

    def reached(self):
        """Names of the sets which a request can hold."""
        names = set()
        left = [operation.attr_set for operation in self.family.ops.values()]
        while left:
            attribute_set = left.pop()
            if attribute_set.name in names:
                continue
            names.add(attribute_set.name)
            for attribute in attribute_set.attrs.values():
                if self.nested(attribute) is not None:
                    left.append(self.nested(attribute))
                if attribute.type == 'sub-message':
                    left += [self.family.attr_sets[each.attr_set] for each in self.formats(attribute).values()
                             if each.attr_set]
        return names

    def count_skipped(self):
        reached = self.reached()
        for attribute_set in self.family.attr_sets.values():
            for attribute in attribute_set.attrs.values():
                place = self.stem, attribute_set.name, attribute.name
                if attribute.type in ('unused', 'pad', 'nest-type-value'):
                    self.skipped.add(f'type {attribute.type}', *place)
                elif attribute_set.name not in reached:
                    self.skipped.add('in a set which no request reaches', *place)
                elif attribute.type == 'indexed-array':
                    self.skipped.add('type indexed-array (see python-assembled.jsonl)', *place)
                elif attribute.type != 'sub-message' and place[1:] not in self.used:
                    self.skipped.add('hidden by a header member of the same name, or below such a one', *place)

    # What messages by hand use already

    def mark(self, attribute_set, values, scopes=(), header=()):
        scopes = [(attribute_set, values), *scopes]
        for name, value in values.items():
            attribute = attribute_set.attrs.get(name)
            if name in header or attribute is None:
                continue
            self.used.add((attribute_set.name, name))
            many = isinstance(value, list) and (attribute.is_multi or attribute.type == 'indexed-array')
            for item in value if many else [value]:
                if attribute.type == 'sub-message':
                    kind = self.kind_outside(attribute, scopes)
                    self.used.add((attribute_set.name, name, kind))
                    message_format = self.formats(attribute)[kind]
                    if message_format.attr_set:
                        self.mark(self.family.attr_sets[message_format.attr_set], item, scopes,
                                  self.header_names(message_format))
                elif self.nested(attribute) is not None:
                    self.mark(self.nested(attribute), item, scopes)

    # Building

    def message(self, attribute_set, allow=None, budget=LEAVES_PER_MESSAGE):
        self.budget = budget
        return self.build(attribute_set, [], allow)

    def build(self, attribute_set, scopes, allow=None, hidden=()):
        result = {}
        kinds = self.pick_kinds(attribute_set, scopes, allow)
        scopes = [(attribute_set, kinds)] + scopes
        result.update(kinds)
        for name in kinds:
            self.used.add((attribute_set.name, name))
        for attribute in self.usable(attribute_set, allow):
            if self.budget <= 0:
                break
            if attribute.name in result or attribute.name in hidden:
                continue
            if attribute.type == 'sub-message':
                self.add_sub_message(attribute_set, attribute, scopes, result)
            elif self.wants(attribute_set, attribute, scopes, names_of(scopes)):
                self.used.add((attribute_set.name, attribute.name))
                result[attribute.name] = self.attribute_value(attribute, scopes)
        return result

    def pick_kinds(self, attribute_set, scopes, allow):
        kinds = {}
        for attribute in self.usable(attribute_set, allow):
            if attribute.type != 'sub-message' or attribute.selector not in attribute_set:
                continue
            if attribute.selector in kinds:
                continue
            for kind in self.formats(attribute):
                if self.wants_kind(attribute_set, attribute, kind, scopes, names_of(scopes)):
                    kinds[attribute.selector] = kind
                    break
        return kinds

    def add_sub_message(self, attribute_set, attribute, scopes, result):
        kind = self.kind_outside(attribute, scopes)
        if not self.wants_kind(attribute_set, attribute, kind, scopes, names_of(scopes)):
            return
        self.used.add((attribute_set.name, attribute.name, kind))
        message_format = self.formats(attribute)[kind]
        value = self.struct_value(message_format.fixed_header) if message_format.fixed_header else {}
        if message_format.attr_set:
            inner = self.family.attr_sets[message_format.attr_set]
            value.update(self.build(inner, scopes, hidden=self.header_names(message_format)))
        result[attribute.name] = value

    def attribute_value(self, attribute, scopes):
        nested = self.nested(attribute)
        if nested is not None:
            first = self.build(nested, scopes)
            if not attribute.is_multi and attribute.type == 'nest':
                return first
            return [first, self.build(nested, scopes)]
        self.budget -= 1
        if attribute.is_multi:
            return [self.leaf(attribute), self.leaf(attribute)]
        if attribute.type == 'indexed-array':
            return [self.array_item(attribute), self.array_item(attribute)]
        return self.leaf(attribute)

    def array_item(self, attribute):
        if attribute.sub_type == 'binary':
            return self.random.randbytes(16 if attribute.display_hint == 'ipv6' else 4).hex()
        return self.integer(attribute.sub_type)

    def turn(self, *key):
        self.turns[key] += 1
        return self.turns[key] - 1

    def leaf(self, attribute):
        if attribute.type == 'flag':
            return True
        if attribute.type == 'string':
            return self.text(attribute)
        if attribute.type == 'binary':
            return self.binary(attribute)
        if attribute.type == 'bitfield32':
            return {'value': self.mask(attribute), 'selector': self.mask(attribute)}
        if attribute.yaml.get('enum'):
            return self.enumerated(attribute)
        checks = attribute.yaml.get('checks', {})
        value = self.integer(attribute.type)
        low, high = self.limit(checks.get('min')), self.limit(checks.get('max'))
        if low is not None:
            value = max(value, low)
        if high is not None:
            value = min(value, high)
        return value

    def limit(self, limit):
        if limit is None or isinstance(limit, int):
            return limit
        if limit in self.family.consts:
            return self.family.consts[limit]['value']
        kind, which = limit.split('-')
        size, signed = INTEGERS[kind]
        bits = size * 8 - (1 if signed else 0)
        return 2**bits - 1 if which == 'max' else -(2**bits)

    def integer(self, kind):
        if kind in ('uint', 'sint'):
            choices = [2**32 - 1, 2**32, 0, 2**64 - 1, self.random.randrange(2**32), self.random.randrange(2**63)]
            if kind == 'sint':
                choices = [-1, 2**31 - 1, -2**31, 2**63 - 1, -2**63, 2**32, self.random.randrange(2**31)]
        else:
            size, signed = INTEGERS[kind]
            low, high = (-(2**(size * 8 - 1)), 2**(size * 8 - 1) - 1) if signed else (0, 2**(size * 8) - 1)
            choices = [self.random.randint(low, high), high, 1, low, self.random.randint(low, high),
                       -1 if signed else high // 2 + 1]
        return choices[self.turn('integer', kind) % len(choices)]

    def text(self, attribute):
        choices = ['eth0', 'two words', 'a', '', 'With-Dash_and.dots', 'x' * 15, '~!"\\/']
        return choices[self.turn('text') % len(choices)]

    def binary(self, attribute):
        if attribute.struct_name:
            if is_misplaced(self.family, attribute.struct_name):
                self.misplaced.append(attribute.struct_name)
                return self.struct_value(attribute.struct_name)
            packed, _, _ = struct_sizes(self.family, attribute.struct_name)
            turn = self.turn('struct')
            if turn % 9 == 8 and not self.has_enum(attribute.struct_name):
                return self.random.randbytes(packed).hex()
            return self.struct_value(attribute.struct_name)
        return self.random.randbytes(self.binary_length(attribute)).hex()

    def binary_length(self, attribute):
        checks = attribute.yaml.get('checks', {})
        for check in ('exact-len', 'min-len'):
            length = checks.get(check)
            if length in self.family.consts:
                length = self.family.consts[length].get('value')
            if isinstance(length, int):
                return length
        if attribute.sub_type:
            return INTEGERS[attribute.sub_type][0] * (self.turn('array') % 4)
        hint = attribute.display_hint
        if hint in ('mac', 'ipv4', 'ipv6', 'uuid'):
            return {'mac': 6, 'ipv4': 4, 'ipv6': 16, 'uuid': 16}[hint]
        if hint == 'ipv4-or-v6':
            return (4, 16)[self.turn('address') % 2]
        return (5, 0, 4, 7, 1)[self.turn('binary') % 5]

    def has_enum(self, name):
        return any(member.enum or (member.struct and self.has_enum(member.struct))
                   for member in self.family.consts[name].members)

    def names(self, attribute):
        return list(self.family.consts[attribute.yaml['enum']].entries)

    def is_mask(self, attribute):
        definition = self.family.consts[attribute.yaml['enum']]
        return definition.type == 'flags' or bool(attribute.yaml.get('enum-as-flags'))

    def mask(self, attribute):
        if attribute.yaml.get('enum'):
            names = self.names(attribute)
            return sorted(self.random.sample(names, min(len(names), 2)), key=names.index)
        return self.integer('u32')

    def enumerated(self, attribute):
        definition = self.family.consts[attribute.yaml['enum']]
        names = self.names(attribute)
        if not names:
            return 0
        name = names[self.turn('enum', attribute.yaml['enum']) % len(names)]
        if not self.is_mask(attribute):
            return definition.entries[name].value if self.turn('enum number') % 5 == 4 else name
        choice = self.turn('mask') % 6
        if choice == 4:
            return 1 << definition.entries[name].value
        if choice == 5:
            return name
        if choice == 3:
            return []
        return sorted(self.random.sample(names, min(len(names), choice + 1)), key=names.index)

    def struct_value(self, name):
        value = {}
        for member in self.family.consts[name].members:
            if member.type == 'pad':
                continue
            if member.struct:
                value[member.name] = self.struct_value(member.struct)
            elif member.type == 'binary':
                value[member.name] = self.random.randbytes(member.len).hex()
            elif member.enum:
                definition = self.family.consts[member.enum]
                is_mask = definition.type == 'flags' or member.yaml.get('enum-as-flags')
                numbers = [1 << entry.value if is_mask else entry.value for entry in definition.entries.values()]
                bits = INTEGERS[member.type][0] * 8
                value[member.name] = self.random.choice([number for number in numbers if number < 1 << bits])
            else:
                value[member.name] = self.integer(member.type)
        return value


# Correcting specs


def correct(node, path, value):
    """Puts a value into the tree of a spec, as an overlay's correction does."""
    step, *rest = path
    if isinstance(node, dict):
        if rest:
            correct(node[step], rest, value)
        else:
            node[step] = value
        return
    for index, item in enumerate(node):
        name = item.get('name', item.get('value')) if isinstance(item, dict) else item
        if str(name) == step:
            if not isinstance(item, dict):
                node[index] = {'name': item}
            correct(node[index], rest, value)
            return
    assert not rest and isinstance(value, dict), path
    node.append(value)


def correct_specs(specs, overlays, folder):
    for path in glob.glob(os.path.join(specs, '*.yaml')):
        with open(path) as stream:
            spec = yaml.safe_load(stream)
        overlay = os.path.join(overlays, os.path.basename(path).replace('.yaml', '.overlay.yaml'))
        if os.path.exists(overlay):
            with open(overlay) as stream:
                for correction in yaml.safe_load(stream).get('corrections', []):
                    # A list that an alias shares belongs to one place only from now on.
                    spec = copy_without_sharing(spec)
                    correct(spec, correction['path'].split('/'), correction['value'])
        with open(os.path.join(folder, os.path.basename(path)), 'w') as stream:
            stream.write('# SPDX-License-Identifier: none\n')
            yaml.safe_dump(spec, stream, sort_keys=False)


def copy_without_sharing(node):
    if isinstance(node, dict):
        return {key: copy_without_sharing(value) for key, value in node.items()}
    return [copy_without_sharing(item) for item in node] if isinstance(node, list) else node


# Writing vectors


class Writer:
    def __init__(self, library, specs):
        self.library = library
        self.assembling = assembling_class(library)
        self.corrected = corrected_class(library, self.assembling)
        self.specs = specs
        self.families = {}
        self.vectors = []
        self.exceptions = []
        self.assembled = []
        self.seen = set()

    def family(self, stem, kind='library'):
        key = stem, kind
        if key not in self.families:
            make = {'library': self.library.YnlFamily, 'assembling': self.assembling,
                    'corrected': self.corrected}[kind]
            # The empty schema path turns validation off.
            self.families[key] = make(os.path.join(self.specs, stem + '.yaml'), '')
        return self.families[key]

    def line(self, stem, op, mode, values, flags, message):
        family = self.family(stem)
        operation = family.ops[op]
        header = family._struct_size(operation.fixed_header)
        result = {'spec': stem, 'family': family.yaml['name'], 'op': op, 'mode': mode,
                  'set': operation.attr_set.name, 'input': values}
        if flags:
            result['flags'] = list(flags)
        unlisted = self.unlisted(family, op, mode, values)
        if unlisted:
            result['unlisted'] = unlisted
        result['message'] = message.hex() if message is not None else None
        result['attributes-offset'] = family.nlproto.msghdr_size() + header
        return result

    def unlisted(self, family, op, mode, values):
        """Attributes at the top which the operation's request does not list."""
        operation = family.ops[op]
        members = family.consts[operation.fixed_header].members if operation.fixed_header else []
        others = set(listed(operation, mode)) | {member.name for member in members}
        return [name for name in values if name not in others]

    def add_decoded(self, line, stem, op, message):
        family = self.family(stem)
        try:
            line['decoded'] = plain(decode(self.library, family, op, message))
        except Exception as error:
            line['decoded'] = None
            line['decode-error'] = f'{type(error).__name__}: {error}'

    def vector(self, stem, op, mode, values, flags=()):
        message = encode(self.family(stem), op, mode, values, flags)
        if message in self.seen and (stem, op) in self.seen:
            return
        self.seen |= {message, (stem, op)}
        assert message == encode(self.family(stem, 'corrected'), op, mode, values, flags), (stem, op, values)
        line = self.line(stem, op, mode, values, flags, message)
        self.add_decoded(line, stem, op, message)
        self.vectors.append(line)

    def assembled_vector(self, stem, op, mode, values):
        message = encode(self.family(stem, 'assembling'), op, mode, values)
        assert message == encode(self.family(stem, 'corrected'), op, mode, values), (stem, op, values)
        line = self.line(stem, op, mode, values, (), message)
        self.add_decoded(line, stem, op, message)
        self.assembled.append(line)

    def exception(self, stem, op, mode, values, note, kind='library'):
        message = error = None
        try:
            message = encode(self.family(stem, kind), op, mode, values)
        except Exception as caught:
            error = f'{type(caught).__name__}: {caught}'
        line = self.line(stem, op, mode, values, (), message)
        if error:
            line['encode-error'] = error
            line['decoded'] = None
        else:
            self.add_decoded(line, stem, op, message)
        expected = encode(self.family(stem, 'corrected'), op, mode, values)
        assert expected != message, (stem, op, values)
        line['expected'] = expected.hex()
        line['note'] = note
        self.exceptions.append(line)


def listed(operation, mode):
    request = (operation.yaml.get(mode) or {}).get('request') or {}
    return request.get('attributes') or []


def modes(operation):
    return [mode for mode in ('do', 'dump') if mode in operation.yaml]


def header_value(generator, operation):
    """All members of the header, in every third message; they are zero in the others."""
    if not operation.fixed_header or generator.turn('header', operation.fixed_header) % 3:
        return {}
    return generator.struct_value(operation.fixed_header)


def generate(writer, stem, skipped):
    family = writer.family(stem)
    generator = Generator(stem, family, skipped)
    by_hand = [vector for vector in MESSAGES + ARRAYS if vector[0] == stem]
    for _, op, _, values, *_ in by_hand:
        operation = family.ops[op]
        generator.mark(operation.attr_set, values, header=generator.header_names(operation))
    every_operation(writer, stem, family, generator, {(op, mode) for _, op, mode, *_ in by_hand})
    the_rest(writer.vector, family, generator)

    def is_array(attribute_set, attribute):
        return (attribute.type not in ('unused', 'pad', 'nest-type-value')
                and not generator.is_exception(attribute_set, attribute))

    generator.allowed = is_array
    the_rest(writer.assembled_vector, family, generator)

    def is_anything(attribute_set, attribute):
        return attribute.type not in ('unused', 'pad', 'nest-type-value') and \
            not generator.is_overridden_type(attribute_set, attribute)

    generator.allowed = is_anything
    for name, op, _, values, _ in EXCEPTIONS:
        if name == stem:
            operation = family.ops[op]
            generator.mark(operation.attr_set, values, header=generator.header_names(operation))
    the_rest(lambda *vector: writer.exception(*vector, layout_note(family, generator.misplaced.pop()), 'assembling'),
             family, generator, budget=1, without_header=True)
    generator.count_skipped()


def every_operation(writer, stem, family, generator, by_hand):
    """Each other operation with what its request lists, as do and as dump."""
    for name, operation in family.ops.items():
        for mode in modes(operation):
            if (name, mode) in by_hand:
                continue
            header = header_value(generator, operation)
            names = set(listed(operation, mode)) - generator.header_names(operation)
            values = generator.message(operation.attr_set, lambda attribute: attribute.name in names, budget=20)
            if not values and mode == 'dump' and 'do' in operation.yaml:
                continue
            if not values:
                simple = [attribute for attribute in generator.usable(operation.attr_set)
                          if attribute.name in names and attribute.type not in ('nest', 'sub-message')]
                values = {attribute.name: generator.leaf(attribute) for attribute in simple[:2]}
            writer.vector(stem, name, mode, {**header, **values})


def the_rest(write, family, generator, budget=LEAVES_PER_MESSAGE, without_header=False):
    """Attributes not used yet; in requests which list them, if there are any."""
    operations = [(operation, mode) for operation in family.ops.values() for mode in modes(operation)]
    for only_listed in (True, False):
        for operation, mode in operations:
            header = header_value(generator, operation)
            members = generator.header_names(operation)
            names = set(listed(operation, mode)) - members

            def allow(attribute):
                return attribute.name not in members and (attribute.name in names or not only_listed)

            while generator.wants_set(operation.attr_set, [], allow=allow):
                before = len(generator.used)
                values = generator.message(operation.attr_set, allow, budget)
                if len(generator.used) == before:
                    break
                header = {} if without_header else header_value(generator, operation)
                write(generator.stem, operation.name, mode, {**header, **values})


# Where the struct layout is wrong: sizes of the C structs as compiled from the kernel's user headers on x86-64.

LAYOUTS = {
    'tc-stats': 'C sizeof is 40: 4 bytes of padding at the end',
    'gnet-stats-basic': 'C sizeof is 16: 4 bytes of padding at the end',
    'tc-u32-sel': 'C sizeof is 16 before the keys: offmask is at 4, hmask at 12, keys at 16',
    'tc-pedit-sel': 'C sizeof is 24 before the keys: keys are at 24',
    'rtnl-link-ifmap': 'C sizeof is 32: 4 bytes of padding at the end',
    'ifla-vf-guid': 'C sizeof is 16: guid is at 8',
    'ovs-key-arp': 'C sizeof is 24: 2 bytes of padding at the end',
    'ovs-key-ct-tuple-ipv4': 'C sizeof is 16: 3 bytes of padding at the end',
    'ovs-action-add-mpls': 'C sizeof is 8, as mpls_ethertype is 16 bits wide there, not 32: the spec itself is '
                           'wrong, and so is what is expected by it',
}


def layout_note(family, name):
    packed, natural, _ = struct_sizes(family, name)
    return (f'struct {name}: the library puts members back to back ({packed} bytes), '
            f'natural alignment gives {natural}; {LAYOUTS[name]}')


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        correct_specs(sys.argv[2], sys.argv[3], folder)
        write(load_library(sys.argv[1]), folder, sys.argv[4])


def write(library, specs, output):
    writer = Writer(library, specs)
    skipped = Skipped()
    stems = sorted(os.path.basename(path)[:-len('.yaml')] for path in glob.glob(os.path.join(specs, '*.yaml')))
    for stem, op, mode, values, *flags in MESSAGES:
        writer.vector(stem, op, mode, values, *flags)
    for stem, op, mode, values, note in EXCEPTIONS:
        # The name of a struct stands for what is wrong with its layout.
        writer.exception(stem, op, mode, values, layout_note(writer.family(stem), note) if note in LAYOUTS else note)
    for stem, op, mode, values in ARRAYS:
        writer.assembled_vector(stem, op, mode, values)
    for stem in stems:
        generate(writer, stem, skipped)
    files = {'python-vectors': writer.vectors, 'python-assembled': writer.assembled,
             'python-exceptions': writer.exceptions}
    for name, lines in files.items():
        lines.sort(key=lambda line: stems.index(line['spec']))
        with open(os.path.join(output, name + '.jsonl'), 'w') as stream:
            for line in lines:
                stream.write(json.dumps(line, ensure_ascii=True, separators=(',', ':')) + '\n')
    report(stems, files, skipped)


def report(stems, files, skipped):
    print('| Spec | ' + ' | '.join(files) + ' |')
    print('| --- |' + ' ---: |' * len(files))
    for stem in stems + [None]:
        counts = [sum(stem is None or line['spec'] == stem for line in lines) for lines in files.values()]
        print(f'| {stem or "all"} | ' + ' | '.join(str(count) for count in counts) + ' |')
    print()
    for reason, places in sorted(skipped.reasons.items()):
        sets = sorted({place.rpartition('.')[0] for place in places})
        print(f'- {reason}: {len(places)} attributes' + (f' ({", ".join(sets)})' if len(sets) < 12 else ''))
    errors = collections.Counter(line['decode-error'] for line in files['python-vectors'] if 'decode-error' in line)
    for error, count in sorted(errors.items()):
        print(f'- not decoded: {error}: {count}')


# Messages by hand: spec, operation, mode, input, and flags if any


def ipv4(text):
    """For integers in network byte order: this library takes no addresses as text."""
    return int(ipaddress.IPv4Address(text))


def address(text):
    return ipaddress.ip_address(text).packed.hex()


NEW = ('create', 'excl')
LINK = {'ifi-index': 4}


def link(kind, data=None, **more):
    info = {'kind': kind}
    if data is not None:
        info['data'] = data
    return 'rt-link', 'newlink', 'do', {'ifname': 'test0', **more, 'linkinfo': info}, NEW


def slave(kind, data):
    return 'rt-link', 'setlink', 'do', {**LINK, 'linkinfo': {'slave-kind': kind, 'slave-data': data}}


QDISC = {'ifindex': 2, 'handle': 0x10000, 'parent': 0xFFFFFFFF}
CLASS = {'ifindex': 2, 'handle': 0x10001, 'parent': 0x10000}
RATE = {'linklayer': 1, 'rate': 125000}
FILTER = {'ifindex': 2, 'parent': 0x10000, 'info': 0xC0010800}


def qdisc(kind, options=None):
    values = {**QDISC, 'kind': kind}
    if options is not None:
        values['options'] = options
    return 'tc', 'newqdisc', 'do', values, NEW


def traffic_filter(kind, options):
    return 'tc', 'newtfilter', 'do', {**FILTER, 'kind': kind, 'options': options}, NEW


INET = {'nfgen-family': 1}


def rule(*expressions):
    elements = [{'name': name, 'data': data} if data is not None else {'name': name} for name, data in expressions]
    return ('nftables', 'newrule', 'do',
            {**INET, 'table': 'filter', 'chain': 'input', 'expressions': {'elem': elements}}, ('create', 'append'))


def verdict(code, **more):
    return {'dreg': 0, 'data': {'verdict': {'code': code, **more}}}


def header(name='eth0', **more):
    return {'header': {'dev-name': name, **more}}


PORT = {'bus-name': 'pci', 'dev-name': '0000:01:00.0', 'port-index': 1}

MESSAGES = [
    # devlink
    ('devlink', 'get', 'do', {'bus-name': 'pci', 'dev-name': '0000:01:00.0'}),
    ('devlink', 'get', 'dump', {}),
    ('devlink', 'port-get', 'do', PORT),
    ('devlink', 'port-set', 'do', {**PORT, 'port-type': 'eth'}),
    ('devlink', 'port-set', 'do', {**PORT, 'port-function': {
        'hw-addr': '020000000001', 'state': 'active',
        'caps': {'value': ['roce-bit'], 'selector': ['roce-bit', 'migratable-bit']}}}),
    ('devlink', 'port-set', 'do', {**PORT, 'port-function': {'caps': {'value': 0, 'selector': 3}}}),
    ('devlink', 'port-split', 'do', {**PORT, 'port-split-count': 4}),
    ('devlink', 'eswitch-set', 'do', {'bus-name': 'pci', 'dev-name': '0000:01:00.0', 'eswitch-mode': 'switchdev'}),
    ('devlink', 'reload', 'do', {'bus-name': 'pci', 'dev-name': '0000:01:00.0', 'reload-action': 'driver-reinit',
                                 'reload-limits': {'value': ['driver-reinit'], 'selector': ['driver-reinit']}}),
    ('devlink', 'selftests-run', 'do', {'bus-name': 'pci', 'dev-name': '0000:01:00.0', 'selftests': {'flash': True}}),
    ('devlink', 'selftests-run', 'do', {'bus-name': 'pci', 'dev-name': '0000:01:00.0', 'selftests': {}}),
    ('devlink', 'rate-set', 'do', {**PORT, 'rate-tx-max': 2**40, 'rate-tc-bws': [
        {'index': 0, 'bw': 20}, {'index': 7, 'bw': 80}]}),
    # dpll
    ('dpll', 'device-id-get', 'do', {'module-name': 'driver', 'clock-id': 2**63 + 1, 'type': 'pps'}),
    ('dpll', 'pin-set', 'do', {'id': 3, 'frequency': 10_000_000, 'parent-device': [
        {'parent-id': 0, 'direction': 'input', 'prio': 1, 'state': 'selectable'},
        {'parent-id': 1, 'state': 'disconnected'}]}),
    ('dpll', 'pin-set', 'do', {'id': 3, 'phase-adjust': -2**31, 'parent-pin': [{'parent-id': 9, 'state': 1}]}),
    ('dpll', 'pin-set', 'do', {'id': 3, 'phase-adjust': 2**31 - 1, 'parent-pin': []}),
    ('dpll', 'device-get', 'do', {'mode-supported': ['manual', 'automatic']}),
] + [
    ('dpll', 'pin-get', 'do', {'fractional-frequency-offset': value})
    for value in (0, 1, -1, 2**31 - 1, -2**31, 2**32, -2**32, 2**63 - 1, -2**63)
] + [
    ('dpll', 'pin-get', 'do', {'phase-offset': value}) for value in (-2**63, 2**63 - 1, -1)
] + [
    ('dpll', 'pin-get', 'do', {'capabilities': value})
    for value in (['direction-can-change', 'state-can-change'], 'priority-can-change', 7, 0, [])
] + [
    # ethtool
    ('ethtool', 'strset-get', 'do', {**header(), 'stringsets': {'stringset': [{'id': 1}, {'id': 4}]},
                                     'counts-only': True}),
    ('ethtool', 'linkmodes-set', 'do', {**header(), 'autoneg': 1, 'speed': 0xFFFFFFFF, 'duplex': 255}),
    ('ethtool', 'linkmodes-set', 'do', {**header(), 'ours': {'nomask': True, 'size': 3, 'bits': {'bit': [
        {'index': 0, 'value': True}, {'name': '100baseT/Half'}, {'index': 2, 'value': False}]}}}),
    ('ethtool', 'linkmodes-set', 'do', {**header(), 'ours': {'size': 40, 'value': 'ff00000001000000',
                                                             'mask': 'ffffffffff000000'}}),
    ('ethtool', 'wol-set', 'do', {**header(), 'modes': {'bits': {'bit': [{'name': 'magicsecure', 'value': True}]}},
                                  'sopass': '0123456789ab'}),
    ('ethtool', 'features-set', 'do', {**header(flags=['compact-bitsets', 'omit-reply']),
                                       'wanted': {'bits': {'bit': [{'name': 'tx-tcp-segmentation'}]}}}),
    ('ethtool', 'features-get', 'do', header(flags='compact-bitsets')),
    ('ethtool', 'features-get', 'do', header(flags=5)),
    ('ethtool', 'features-get', 'do', header(flags=[])),
    ('ethtool', 'features-get', 'dump', {}),
    ('ethtool', 'channels-get', 'do', header('nope')),
    ('ethtool', 'channels-get', 'do', {'header': {}}),
    ('ethtool', 'channels-set', 'do', {'header': {'dev-index': 2}, 'combined-count': 8}),
    ('ethtool', 'coalesce-set', 'do', {**header(), 'rx-usecs': 50, 'use-adaptive-rx': 1, 'rx-profile': {
        'irq-moderation': [{'usec': 1, 'pkts': 256, 'comps': 0}, {'usec': 8}]}}),
    ('ethtool', 'rss-get', 'do', {**header(), 'context': 0}),
    ('ethtool', 'rss-set', 'do', {**header(), 'context': 1, 'indir': '000000000100000002000000', 'hkey': '6d5a56da',
                                  'input-xfrm': ['sym-xor'], 'flow-hash': {'tcp4': ['ip-src', 'ip-dst']}}),
    ('ethtool', 'rss-set', 'do', {**header(), 'flow-hash': {'tcp4': ['discard'], 'udp4': 0x30}}),
    ('ethtool', 'module-eeprom-get', 'do', {**header(), 'offset': 0, 'length': 128, 'page': 3, 'bank': 0,
                                            'i2c-address': 0x50}),
    ('ethtool', 'privflags-set', 'do', {**header(), 'flags': {'bits': {'bit': []}}}),
    ('ethtool', 'pause-get', 'do', header(**{'phy-index': 1, 'flags': ['stats']})),
    # fou
    ('fou', 'add', 'do', {'port': 5555, 'ipproto': 47, 'type': 2, 'af': 2, 'remcsum-nopartial': True}),
    ('fou', 'add', 'do', {'port': 65535, 'remcsum-nopartial': False, 'local-v4': 0x0100007F, 'ifindex': -1}),
    ('fou', 'del', 'do', {'af': 10, 'port': 1, 'local-v6': address('fe80::1'), 'peer-port': 256}),
    # handshake
    ('handshake', 'accept', 'do', {'handler-class': 'tlshd'}),
    ('handshake', 'done', 'do', {'status': 0, 'sockfd': 5, 'remote-auth': [1, 2, 3]}),
    ('handshake', 'done', 'do', {'status': 22, 'sockfd': -1, 'remote-auth': 7}),
    ('handshake', 'done', 'do', {'status': 22, 'remote-auth': []}),
    ('handshake', 'accept', 'do', {'certificate': [{'cert': 5, 'privkey': 6}, {}]}),
    # mptcp_pm
    ('mptcp_pm', 'add-addr', 'do', {'addr': {'family': 2, 'id': 3, 'addr4': ipv4('192.0.2.1'), 'port': 8080,
                                             'flags': 2, 'if-idx': 4}}),
    ('mptcp_pm', 'add-addr', 'do', {'addr': {'family': 10, 'addr6': address('2001:db8::1')}}),
    ('mptcp_pm', 'set-limits', 'do', {'rcv-add-addrs': 8, 'subflows': 0}),
    ('mptcp_pm', 'subflow-create', 'do', {'addr': {'family': 2, 'id': 0}, 'token': 0xFFFFFFFF, 'addr-remote': {}}),
    ('mptcp_pm', 'get-addr', 'dump', {}),
    # net-shaper
    ('net_shaper', 'set', 'do', {'ifindex': 2, 'handle': {'scope': 'queue', 'id': 5}, 'metric': 'bps',
                                 'bw-max': 2**32 - 1, 'bw-min': 2**32, 'burst': 0}),
    ('net_shaper', 'set', 'do', {'ifindex': 2, 'handle': {'scope': 'netdev'}, 'bw-max': 2**64 - 1}),
    ('net_shaper', 'group', 'do', {'ifindex': 2, 'handle': {'scope': 3}, 'parent': {'scope': 'netdev'}, 'leaves': [
        {'handle': {'scope': 'queue', 'id': 0}, 'priority': 1}, {'handle': {'scope': 'queue', 'id': 1}, 'weight': 9}]}),
    ('net_shaper', 'cap-get', 'dump', {'ifindex': 2}),
    # netdev
    ('netdev', 'dev-get', 'do', {'ifindex': 1}),
    ('netdev', 'dev-get', 'dump', {}),
    ('netdev', 'dev-get', 'do', {'ifindex': 1, 'xdp-features': ['basic', 'ndo-xmit-sg']}),
    ('netdev', 'bind-rx', 'do', {'ifindex': 1, 'fd': 3, 'queues': [{'type': 'rx'}]}),
    ('netdev', 'bind-rx', 'do', {'ifindex': 1, 'fd': 3, 'queues': [{'type': 'rx', 'id': 0}, {'id': 1, 'type': 1}, {}]}),
    ('netdev', 'qstats-get', 'dump', {'scope': ['queue']}),
    ('netdev', 'qstats-get', 'dump', {'ifindex': 3, 'scope': 1}),
    ('netdev', 'napi-set', 'do', {'id': 8193, 'defer-hard-irqs': 2**31 - 1, 'gro-flush-timeout': 200000,
                                  'irq-suspend-timeout': 2**33, 'threaded': 'busy-poll'}),
    ('netdev', 'page-pool-get', 'do', {'id': 18}),
    ('netdev', 'queue-get', 'do', {'ifindex': 1, 'type': 'tx', 'id': 0}),
    # nfsd
    ('nfsd', 'threads-set', 'do', {'threads': [8, 16], 'gracetime': 90, 'scope': 'a scope of words'}),
    ('nfsd', 'threads-get', 'do', {}),
    ('nfsd', 'version-set', 'do', {'version': [{'major': 3, 'enabled': True}, {'major': 4, 'minor': 2}]}),
    ('nfsd', 'listener-set', 'do', {'addr': [
        {'addr': '020008017f000001' + '00' * 8, 'transport-name': 'tcp'}, {'transport-name': ''}]}),
    ('nfsd', 'rpc-status-get', 'dump', {}),
    # nftables: a table, chains, sets and rules
    ('nftables', 'batch-begin', 'do', {'res-id': 10}),
    ('nftables', 'batch-begin', 'do', {'res-id': 10, 'genid': 5}),
    ('nftables', 'batch-end', 'do', {'res-id': 10}),
    ('nftables', 'newtable', 'do', {**INET, 'name': 'filter'}, ('create',)),
    ('nftables', 'newtable', 'do', {**INET, 'name': 'filter', 'flags': ['dormant', 'persist'], 'userdata': ''}, NEW),
    ('nftables', 'newchain', 'do', {**INET, 'table': 'filter', 'name': 'input', 'type': 'filter',
                                    'hook': {'num': 1, 'priority': -300}, 'policy': 1, 'flags': 'base',
                                    'counters': {'bytes': 0, 'packets': 0}}, ('create',)),
    ('nftables', 'newchain', 'do', {'nfgen-family': 5, 'table': 't', 'name': 'ingress', 'hook': {
        'num': 0, 'priority': 2**31 - 1, 'devs': {'name': ['eth0', 'eth1']}}}, ('create',)),
    ('nftables', 'newset', 'do', {**INET, 'table': 'filter', 'name': 'blocked', 'id': 1, 'key-type': 7, 'key-len': 4,
                                  'flags': ['interval', 'timeout'], 'timeout': 3600000, 'desc': {
                                      'size': 65536, 'concat': {'elem': [{'len': 4}, {'len': 2}]}}}, NEW),
    ('nftables', 'newsetelem', 'do', {**INET, 'table': 'filter', 'set': 'blocked', 'elements': {'elem': [
        {'key': {'value': address('192.0.2.0')}}, {'key': {'value': address('192.0.3.0')}, 'flags': '00000001'},
        {'key': {'value': ''}, 'data': {'verdict': {'code': 'goto', 'chain': 'other'}}}]}}, ('create',)),
    ('nftables', 'newobj', 'do', {'table': 'filter', 'name': 'c', 'type': 'counter',
                                  'data': {'bytes': 0, 'packets': 2**64 - 1}}, NEW),
    ('nftables', 'newobj', 'do', {'table': 'filter', 'name': 'q', 'type': 'quota',
                                  'data': {'bytes': 1 << 30, 'flags': ['invert']}}, NEW),
    ('nftables', 'newobj', 'do', {'table': 'filter', 'name': 'q', 'type': 'quota', 'data': {}}, NEW),
    ('nftables', 'newflowtable', 'do', {**INET, 'table': 'filter', 'name': 'f', 'hook': {
        'num': 0, 'priority': 0, 'devs': {'name': ['eth0']}}}, NEW),
    ('nftables', 'delrule', 'do', {**INET, 'table': 'filter', 'chain': 'input', 'handle': 2**32}),
    ('nftables', 'getgen', 'do', {}),
    ('nftables', 'gettable', 'dump', {}),
    rule(('meta', {'key': 'l4-proto', 'dreg': 1}), ('cmp', {'sreg': 1, 'op': 'eq', 'data': {'value': '06'}}),
         ('payload', {'dreg': 1, 'base': 2, 'offset': 2, 'len': 2}),
         ('cmp', {'sreg': 1, 'op': 'neq', 'data': {'value': '0016'}}),
         ('counter', {'bytes': 0, 'packets': 0}), ('immediate', verdict('accept'))),
    rule(('immediate', verdict('jump', chain='other'))),
    rule(('ct', {'key': 'state', 'dreg': 1}),
         ('bitwise', {'sreg': 1, 'dreg': 1, 'len': 4, 'mask': {'value': '06000000'}, 'xor': {'value': '00000000'}}),
         ('lookup', {'set': 'blocked', 'sreg': 1, 'flags': ['invert'], 'set id': 1}),
         ('reject', {'type': 'icmpx-unreach', 'icmp-code': 255})),
    rule(('nat', {'type': 1, 'family': 2, 'reg-addr-min': 1, 'flags': ['persistent', 'netmap']}),
         ('objref', {'imm-type': 1, 'imm-name': 'c'}), ('quota', {'bytes': 1000, 'flags': 'invert'}),
         ('fib', {'dreg': 1, 'result': 'addrtype', 'flags': ['daddr', 'present']}),
         ('flow_offload', {'name': 'f'}), ('tproxy', {'family': 2, 'reg-port': 1}), ('counter', {})),
    rule(('counter', None), ('target', {'name': 'LOG', 'rev': 0, 'info': ''})),
    rule(('immediate', verdict('continue')), ('immediate', verdict('return')), ('immediate', verdict('drop'))),
    # nlctrl
    ('nlctrl', 'getfamily', 'do', {'family-name': 'nlctrl'}),
    ('nlctrl', 'getfamily', 'do', {'family-id': 16}),
    ('nlctrl', 'getfamily', 'dump', {}),
    ('nlctrl', 'getpolicy', 'dump', {'family-name': 'ethtool', 'op': 1}),
    # Open vSwitch
    ('ovs_datapath', 'get', 'dump', {'dp-ifindex': 0}),
    ('ovs_datapath', 'new', 'do', {'dp-ifindex': 0, 'name': 'ovs-system', 'upcall-pid': 0,
                                   'user-features': ['unaligned', 'vport-pids']}),
    ('ovs_datapath', 'new', 'do', {'name': 'ovs', 'upcall-pid': 0, 'user-features': 'dispatch-upcall-per-cpu',
                                   'per-cpu-pids': '0100000002000000'}),
    ('ovs_vport', 'new', 'do', {'dp-ifindex': 7, 'name': 'vxlan0', 'type': 'vxlan', 'upcall-pid': '00000000',
                                'options': {'dst-port': 4789}}),
    ('ovs_vport', 'del', 'do', {'dp-ifindex': 7, 'port-no': 3}),
    ('ovs_flow', 'new', 'do', {'dp-ifindex': 7, 'key': {
        'in-port': 1, 'ethernet': {'eth-src': '020000000001', 'eth-dst': '020000000002'}, 'ethertype': 0x0800,
        'ipv4': {'ipv4-src': ipv4('192.0.2.1'), 'ipv4-dst': ipv4('192.0.2.2'), 'ipv4-proto': 6},
        'tcp': {'tcp-src': 1, 'tcp-dst': 65535}}, 'actions': {'output': 2}}, NEW),
    ('ovs_flow', 'new', 'do', {'dp-ifindex': 7, 'key': {
        'ethertype': 0x8100, 'vlan': 0x1001, 'encap': {'ethertype': 0x86DD, 'ipv6': {
            'ipv6-src': address('2001:db8::1'), 'ipv6-label': 0xFFFFF}}},
        'actions': {'pop-vlan': True, 'ct': {'commit': True, 'zone': 5, 'nat': {'src': True, 'proto-min': 1024}},
                    'recirc': 1}, 'ufid': '0f' * 16}, NEW),
    ('ovs_flow', 'new', 'do', {'dp-ifindex': 7, 'actions': {
        'sample': {'probability': 2**31, 'actions': {'userspace': {'pid': 9, 'userdata': 'cafe'}}},
        'clone': {'set': {'tunnel': {'id': 2**40, 'ipv4-dst': ipv4('192.0.2.9'), 'ttl': 64, 'csum': True}}},
        'check-pkt-len': {'pkt-len': 1500, 'actions-if-greater': {'trunc': 100}, 'actions-if-less-equal': {}}}}),
    ('ovs_flow', 'get', 'dump', {'dp-ifindex': 7, 'ufid-flags': ['omit-key', 'omit-mask']}),
    # rt-addr
    ('rt-addr', 'newaddr', 'do', {'ifa-family': 2, 'ifa-prefixlen': 24, 'ifa-index': 4, 'ifa-flags': 0x80,
                                  'address': address('192.0.2.1'), 'local': address('192.0.2.1'), 'label': 'eth0:1',
                                  'cacheinfo': {'ifa-prefered': 0xFFFFFFFF, 'ifa-valid': 3600}}, NEW),
    ('rt-addr', 'newaddr', 'do', {'ifa-family': 10, 'ifa-prefixlen': 64, 'ifa-scope': 253, 'ifa-index': 4,
                                  'local': address('fe80::1'), 'flags': ['nodad', 'stable-privacy']}),
    ('rt-addr', 'newaddr', 'do', {'ifa-family': 10, 'ifa-index': 4, 'flags': 0x882, 'cacheinfo': {}}),
    ('rt-addr', 'getaddr', 'dump', {'ifa-family': 2}),
    # rt-link: every kind
    ('rt-link', 'getlink', 'do', {'ifname': 'nope'}),
    ('rt-link', 'getlink', 'dump', {'ext-mask': ['vf', 'skip-stats']}),
    ('rt-link', 'getlink', 'do', {'ifi-index': -1, 'ext-mask': []}),
    ('rt-link', 'setlink', 'do', {**LINK, 'ifi-flags': 1, 'ifi-change': 1, 'mtu': 9000, 'address': '020000000001'}),
    ('rt-link', 'setlink', 'do', {**LINK, 'ifalias': 'uplink to the first switch', 'txqlen': 0, 'new-netnsid': -1}),
    ('rt-link', 'setlink', 'do', {**LINK, 'prop-list': {'alt-ifname': 'another-name'}}),
    ('rt-link', 'setlink', 'do', {**LINK, 'af-spec': {'inet6': {'flags': 1, 'addr-gen-mode': 1},
                                                      'inet': {'conf': '01000000' * 3}, 'mctp': {}}}),
    ('rt-link', 'setlink', 'do', {**LINK, 'vfinfo-list': {'info': [
        {'mac': {'vf': 0, 'mac': '020000000001' + '00' * 26}, 'link-state': {'vf': 0, 'link-state': 2}},
        {'vlan': {'vf': 1, 'vlan': 100, 'qos': 3}, 'vlan-list': {'info': [{'vf': 1, 'vlan': 5}]}}]}}),
    ('rt-link', 'dellink', 'do', {**LINK}),
    ('rt-link', 'getstats', 'dump', {'filter-mask': 1}),
    link('bridge', {'vlan-protocol': 7}),
    link('bridge', {'stp-state': 1, 'ageing-time': 30000, 'multi-boolopt': {'optval': 1, 'optmask': 3},
                    'group-addr': '0180c2000000', 'mcast-querier-intvl': 25500}),
    link('bond', {'mode': 4, 'miimon': 100, 'ad-lacp-rate': 1, 'ad-actor-system': '020000000001', 'ad-info': {}}),
    link('erspan', {'erspan-ver': 2, 'erspan-dir': 1, 'erspan-hwid': 63}),
    link('gre', {'local': address('192.0.2.1'), 'remote': address('192.0.2.2'), 'ikey': 1, 'iflags': 0x2000}),
    link('gretap', {'collect-metadata': True, 'encap-sport': 5555}),
    link('ip6gre', {'local': address('2001:db8::1'), 'encap-limit': 4, 'flowinfo': 0x0FFFFFFF}),
    link('geneve', {'id': 100, 'remote': address('192.0.2.2'), 'port': 6081, 'inner-proto-inherit': True,
                    'port-range': {'low': 1024, 'high': 65535}}),
    link('geneve', {'id': 0xFFFFFF, 'remote6': address('2001:db8::2'), 'label': 0xFFFFF}),
    link('ipip', {'local': address('192.0.2.1'), 'proto': 4, 'flags': 1}),
    link('ip6tnl', {'local': address('2001:db8::1'), 'proto': 0, 'fwmark': 7}),
    link('sit', {'6rd-prefix': address('2002::'), '6rd-prefixlen': 16, '6rd-relay-prefix': address('0.0.0.0')}),
    link('tun', {'type': 2, 'owner': 1000, 'persist': 1}),
    link('vlan', {'id': 100, 'protocol': '8021ad', 'flags': {'flags': 5, 'mask': 0xFFFFFFFF},
                  'egress-qos': {'mapping': [{'from': 1, 'to': 2}, {'from': 7, 'to': 0}]},
                  'ingress-qos': {'mapping': []}}, link=2),
    link('vlan', {'id': 4095, 'protocol': 33024, 'flags': '0100000001000000'}, link=2),
    link('vrf', {'table': 100}),
    link('vti', {'local': address('192.0.2.1'), 'okey': 0x01020304}),
    link('vti6', {'remote': address('2001:db8::2')}),
    link('netkit', {'policy': 'blackhole', 'peer-policy': 'forward', 'mode': 'l2', 'scrub': 'none', 'headroom': 64}),
    link('ovpn', {'mode': 'mp'}),
    link('ovpn', {}),
    link('dummy'),
    slave('bridge', {'state': 3, 'cost': 100, 'priority': 32, 'guard': 1, 'fast-leave': 0}),
    slave('bond', {'queue-id': 2, 'prio': 0xFFFFFFFF}),
    # rt-neigh
    ('rt-neigh', 'newneigh', 'do', {'ndm-family': 2, 'ndm-ifindex': 4, 'ndm-state': 0x80, 'ndm-flags': 2,
                                    'ndm-type': 1, 'dst': address('192.0.2.9'), 'lladdr': '020000000009'}, NEW),
    ('rt-neigh', 'newneigh', 'do', {'ndm-family': 10, 'ndm-ifindex': 4, 'dst': address('ff02::2'),
                                    'lladdr': '333300000002', 'flags-ext': ['managed']}),
    ('rt-neigh', 'newneigh', 'do', {'ndm-family': 7, 'lladdr': '', 'vlan': 65535, 'port': 4789, 'vni': 0xFFFFFF}),
    ('rt-neigh', 'getneightbl', 'dump', {'family': 2}),
    ('rt-neigh', 'setneightbl', 'do', {'family': 2, 'name': 'arp_cache', 'thresh1': 128, 'parms': {
        'ifindex': 4, 'retrans-time': 1000, 'interval-probe-time-ms': 5000}}),
    # rt-route
    ('rt-route', 'newroute', 'do', {'rtm-family': 2, 'rtm-dst-len': 24, 'rtm-table': 254, 'rtm-protocol': 4,
                                    'rtm-type': 1, 'dst': address('192.0.2.0'), 'gateway': address('192.0.2.254'),
                                    'oif': 4, 'metrics': {'mtu': 1400, 'cc-algo': 'bbr'}}, NEW),
    ('rt-route', 'newroute', 'do', {'rtm-family': 10, 'rtm-flags': 0x400, 'dst': address('2001:db8::'),
                                    'via': '0a00' + address('fe80::1'), 'pref': 0, 'metrics': {}}),
    ('rt-route', 'getroute', 'dump', {}),
    ('rt-route', 'getroute', 'do', {'rtm-family': 2, 'rtm-dst-len': 32, 'dst': address('198.51.100.1'), 'uid': 0}),
    # rt-rule
    ('rt-rule', 'newrule', 'do', {'family': 2, 'table': 100, 'action': 1, 'priority': 32000, 'fwmark': 0x1F,
                                  'fwmask': 0xFF, 'iifname': 'lo', 'uid-range': {'start': 0, 'end': 1000},
                                  'dport-range': {'start': 80, 'end': 443}}, NEW),
    ('rt-rule', 'newrule', 'do', {'family': 2, 'src-len': 8, 'src': address('10.0.0.0'), 'action': 6,
                                  'tun-id': 2**64 - 1, 'l3mdev': 1, 'suppress-prefixlen': 0xFFFFFFFF}),
    ('rt-rule', 'getrule', 'dump', {'family': 10}),
    # tc
    ('tc', 'getqdisc', 'dump', {'dump-invisible': True}),
    qdisc('tbf', {'parms': {'rate': RATE, 'limit': 3000, 'buffer': 15625}}),
    ('tc', 'newtclass', 'do', {**CLASS, 'kind': 'htb', 'options': {
        'parms': {'rate': RATE, 'ceil': RATE, 'buffer': 200, 'cbuffer': 200, 'prio': 1}}}),
    ('tc', 'getqdisc', 'do', {'ifindex': 2, 'parent': 0xFFFFFFFF, 'dump-invisible': False}),
    ('tc', 'gettfilter', 'dump', {'ifindex': 2, 'chain': 5, 'dump-flags': {'value': 1, 'selector': 1}}),
    ('tc', 'delqdisc', 'do', {'ifindex': 2, 'handle': 0x10000}),
    qdisc('clsact', {}),
    qdisc('ingress', {}),
    qdisc('mq', {}),
    qdisc('noqueue'),
    qdisc('pfifo', {'limit': 1000}),
    qdisc('bfifo', {'limit': 2**32 - 1}),
    qdisc('pfifo_head_drop', {}),
    qdisc('pfifo_fast', {'bands': 3, 'priomap': '01020202010200000101010101010101'}),
    qdisc('prio', {'bands': 3, 'priomap': '01020202010200000101010101010101'}),
    qdisc('multiq', {'bands': 4}),
    qdisc('plug', {'action': 1, 'limit': 10}),
    qdisc('hfsc', {'defcls': 1}),
    qdisc('sfq', {'v0': {'quantum': 1514, 'perturb-period': -1, 'limit': 127}, 'depth': 127}),
    qdisc('sfb', {'rehash-interval': 600000, 'penalty-burst': 20}),
    qdisc('mqprio', {'num-tc': 2, 'prio-tc-map': '00' * 8 + '01' * 8, 'hw': 1,
                     'count': '0100' * 2 + '00' * 28, 'offset': '00000100' + '00' * 28}),
    qdisc('netem', {'latency': 1000, 'limit': 1000, 'corr': {'delay-corr': 5}, 'rate': {'rate': 125000},
                    'latency64': 2**40, 'jitter64': -1, 'ecn': 1}),
    qdisc('netem', {'latency': 1, 'loss': 0xFFFFFFFF}),
    qdisc('fq', {'plimit': 10000, 'priomap': {'bands': 3}, 'weights': '000005000000030000000200'}),
    qdisc('fq_codel', {'target': 5000, 'ecn': 1}),
    qdisc('fq_codel', {}),
    qdisc('cake', {'base-rate64': 10**9, 'nat': 1}),
    qdisc('ets', {'nbands': 3, 'quanta': {'quanta-band': [4500, 3000, 2500]}, 'priomap': {'priomap-band': [0, 1, 2]}}),
    qdisc('red', {'parms': {'limit': 60000, 'qth-min': 30000, 'qth-max': 50000, 'Wlog': 9, 'Plog': 11,
                            'Scell-log': 8}, 'stab': '00' * 256, 'flags': {'value': 3, 'selector': 3}}),
    qdisc('cbs', {'parms': {'hicredit': 30, 'locredit': -1470, 'idleslope': 98688, 'sendslope': -901312}}),
    qdisc('taprio', {'sched-entry-list': {'entry': [{'index': 0, 'cmd': 0, 'gate-mask': 1, 'interval': 300000},
                                                    {'gate-mask': 2, 'interval': 300000}]},
                     'sched-base-time': -2**63, 'sched-clockid': 11}),
    qdisc('dualpi2', {'limit': 10000, 'drop-overload': 'drop', 'ecn-mask': 'any-ect', 'split-gso': 1}),
    qdisc('htb', {'init': {'version': 3, 'rate2quantum': 10, 'defcls': 0x30}, 'offload': True}),
    ('tc', 'newtclass', 'do', {**CLASS, 'kind': 'drr', 'options': {'quantum': 1500}}, NEW),
    ('tc', 'newqdisc', 'do', {**QDISC, 'kind': 'fq_codel', 'stab': {'base': {'cell-align': -1, 'overhead': -4},
                                                                    'data': '0001'}}),
    ('tc', 'newqdisc', 'do', {**QDISC, 'kind': 'fq_codel', 'stats2': {'queue': {'qlen': 1}, 'app': {
        'type': 0, 'maxpacket': 1514}}}),
    traffic_filter('matchall', {'classid': 0x10001, 'flags': 1}),
    traffic_filter('fw', {'classid': 0x10001, 'mask': 0xFFFFFFFF}),
    traffic_filter('basic', {'classid': 1, 'ematches': {'tree-hdr': {'nmatches': 1}, 'tree-list': '00'}}),
    traffic_filter('flower', {
        'key-eth-type': 0x0800, 'key-ip-proto': 6, 'key-ipv4-dst': ipv4('192.0.2.0'),
        'key-ipv4-dst-mask': ipv4('255.255.255.0'), 'key-tcp-dst': 443, 'key-eth-dst': '020000000001',
        'flags': ['skip-hw', 'verbose'], 'key-flags': ['frag'], 'key-flags-mask': ['frag', 'firstfrag']}),
    traffic_filter('flower', {'key-ipv6-src': address('2001:db8::1'), 'key-enc-opts': {
        'geneve': {'class': 1, 'type': 2, 'data': '01020304'}}, 'key-mpls-opts': {'lse-depth': 1}}),
    # tcp_metrics
    ('tcp_metrics', 'get', 'do', {'addr-ipv4': ipv4('192.0.2.1'), 'saddr-ipv4': ipv4('255.255.255.255')}),
    ('tcp_metrics', 'del', 'do', {'addr-ipv6': address('2001:db8::1')}),
    ('tcp_metrics', 'get', 'dump', {}),
    # team
    ('team', 'noop', 'do', {}),
    ('team', 'options-get', 'do', {'team-ifindex': 5}),
    ('team', 'options-set', 'do', {'team-ifindex': 5, 'list-option': {'option': {
        'name': 'mode', 'type': 5, 'data': b'activebackup\0'.hex()}}}),
    ('team', 'options-set', 'do', {'team-ifindex': 5, 'list-option': {}}),
    # Right bytes which the library's own decoder fails on: unknown values, unusual lengths
    link('gre', {'local': '0a0b0c'}),
    ('rt-addr', 'newaddr', 'do', {'ifa-index': 4, 'flags': 1 << 20}),
    ('rt-addr', 'newaddr', 'do', {'ifa-index': 4, 'cacheinfo': '01000000'}),
    ('ovs_flow', 'new', 'do', {'dp-ifindex': 7, 'ufid': '2a'}),
    ('dpll', 'device-get', 'do', {'mode': 99}),
    rule(('cmp', {'sreg': 1, 'op': 6})),
]

# Indexed arrays, which this library decodes only: spec, operation, mode, input

ARRAYS = [
    ('nlctrl', 'getfamily', 'do', {'family-id': 16, 'ops': [{'id': 3, 'flags': ['cmd-cap-do']}, {'id': 10}],
                                   'mcast-groups': [{'name': 'notify', 'id': 16}]}),
    link('bond', {'arp-ip-target': [ipv4('192.0.2.1'), ipv4('192.0.2.2')],
                  'ns-ip6-target': [address('2001:db8::1')]})[:4],
    traffic_filter('matchall', {'act': [{'kind': 'gact', 'options': {'parms': {'action': 2}}}]})[:4],
    traffic_filter('matchall', {'act': [
        {'kind': 'vlan', 'options': {'parms': {'action': 3, 'v-action': 2}, 'push-vlan-id': 100}},
        {'kind': 'mirred', 'options': {'parms': '00' * 28}, 'hw-stats': {'value': 1, 'selector': 1}}]})[:4],
    traffic_filter('flower', {'act': []})[:4],
]

# What the library encodes wrongly or not at all: spec, operation, mode, input, why

SINT = ('the library counts the bits of the magnitude: up to 32 bits it packs 32 bits with sign, which fails outside '
        '-2^31...2^31-1; the kernel reads 4 or 8 bytes with sign (nla_get_sint), and its C writer (nla_put_sint) uses '
        '8 as soon as the value differs from its 32 bits with sign')
UTF8 = ('the library encodes ASCII only; the kernel takes any bytes up to the NUL (NLA_STRING), and interface aliases '
        'in UTF-8 are common')
TWICE = ('a flag named twice is added twice, which sets another bit; flags are a set, so that the bits are expected '
         'to be combined by or')
OVERRIDE = 'the library ignores what a subset says anew of an attribute of the whole set'
LENGTH = ('the library puts hex text of any length into a struct, which moves the members behind it; the C member is '
          'an array of fixed length, in which missing bytes are zero')

EXCEPTIONS = [
    ('dpll', 'pin-get', 'do', {'fractional-frequency-offset': value}, SINT)
    for value in (2**31, 2**32 - 1, -2**31 - 1, -2**32 + 1)
] + [
    ('rt-link', 'setlink', 'do', {**LINK, 'ifalias': 'Größe 猫'}, UTF8),
    ('rt-addr', 'newaddr', 'do', {'ifa-index': 4, 'flags': ['nodad', 'nodad']}, TWICE),
    ('rt-link', 'setlink', 'do', {**LINK, 'prop-list': {'alt-ifname': ['first', 'second']}},
     OVERRIDE + ': prop-list-link-attrs.alt-ifname is multi-attr, the list becomes one string; the kernel reads each '
     'IFLA_ALT_IFNAME in IFLA_PROP_LIST as one name'),
    link('ip6tnl', {'flags': 0x20})[:4] + (
        OVERRIDE + ': linkinfo-ip6tnl-attrs.flags is u32, the library writes the u16 of linkinfo-iptun-attrs; the '
        'kernel has NLA_U32 for IFLA_IPTUN_FLAGS in the policy of ip6_tunnel',),
    qdisc('mqprio', {'num-tc': 2, 'prio-tc-map': '0001', 'hw': 1})[:4] + (LENGTH,),
    qdisc('prio', {'bands': 3, 'priomap': '0102'})[:4] + (LENGTH,),
    traffic_filter('u32', {'classid': 0x10001, 'sel': {'flags': 1, 'nkeys': 1, 'keys': {
        'mask': 0xFF000000, 'val': ipv4('10.0.0.0'), 'off': 16}}})[:4] + ('tc-u32-sel',),
    ('rt-link', 'setlink', 'do', {**LINK, 'map': {'base-addr': 0xFEBC0000, 'irq': 11, 'port': 1}}, 'rtnl-link-ifmap'),
    ('ovs_flow', 'new', 'do', {'dp-ifindex': 7, 'key': {'ethertype': 0x0806, 'arp': {
        'arp-sip': ipv4('192.0.2.1'), 'arp-op': 1, 'arp-sha': '020000000001'}}}, 'ovs-key-arp'),
]


if __name__ == '__main__':
    main()
