import Testing
import YNLSpec

@Suite struct FamilyTests {
    @Test func `A spec without a protocol is for new generic netlink`() throws {
        let loaded = Loaded(
            """
            # SPDX-License-Identifier: Apache-2.0
            name: net-demo
            doc: A demonstration.
            attribute-sets: []
            operations:
              list: []
            """
        )
        let family = try #require(loaded.family)
        #expect(family.name == "net-demo")
        #expect(family.documentation == "A demonstration.")
        #expect(family.dialect == .genetlink)
        #expect(family.protocolNumber == nil)
        #expect(family.version == 1)
        #expect(family.uapiHeader == "linux/net_demo.h")
        #expect(family.operationModel == .unified)
        #expect(family.operationPrefix == "net-demo-cmd-")
        #expect(family.asynchronousPrefix == "net-demo-cmd-")
        #expect(family.location == SourceLocation(file: "demo.yaml", line: 2, column: 7))
        #expect(loaded.diagnostics.all.isEmpty)
    }

    @Test func `What a spec states about the family is kept`() throws {
        let family = try load(
            SpecText(
                top: "version: 2\nuapi-header: linux/openvswitch.h",
                operationKeys: "name-prefix: ovs-\nasync-prefix: ovs-ntf-",
                multicastGroups: "- name: ovs_packet"
            )
        )
        #expect(family.version == 2)
        #expect(family.uapiHeader == "linux/openvswitch.h")
        #expect(family.operationPrefix == "ovs-")
        #expect(family.asynchronousPrefix == "ovs-ntf-")
        #expect(family.multicastGroups.map(\.name) == ["ovs_packet"])
        #expect(family.multicastGroups.map(\.number) == [nil])
    }

    @Test func `Raw families have a protocol and numbered groups`() throws {
        let family = try load(SpecText(level: "netlink-raw", multicastGroups: "- {name: rtnlgrp-link, value: 1}"))
        #expect(family.dialect == .netlinkRaw)
        #expect(family.protocolNumber == 0)
        #expect(family.multicastGroups.map(\.number) == [1])
    }

    @Test func `Definitions, sets and operations have name spaces of their own`() throws {
        let family = try load(
            SpecText(
                definitions: "- {name: demo, type: enum, entries: []}",
                attributeSets: "- {name: demo, attributes: []}",
                operations: "- {name: demo, doc: Demonstrates., attribute-set: demo, do: {}}"
            )
        )
        #expect(try family.do("demo").request.attributeSet.map { family[$0].name } == "demo")
        #expect(try family.enumeration("demo").entries.isEmpty)
    }

    @Test(arguments: ["set id", "if_idx", "DP", "6rd-prefix", "--after-last"])
    func `Odd names are kept verbatim`(name: String) throws {
        let loaded = Loaded(SpecText(attributeSets: "- name: main\n  attributes: [{name: \(name), type: u8}]"))
        #expect(try #require(loaded.family).set("main").attributes.map(\.name) == [name])
    }

    @Test func `A name with a space, a capital or an underscore gets a warning`() {
        let loaded = Loaded(
            SpecText(
                attributeSets:
                    "- name: main\n  attributes: [{name: set id, type: u8}, {name: A, type: u8}, {name: b_c, type: u8}]"
            )
        )
        #expect(loaded.family != nil)
        #expect(loaded.warnings.count == 3)
    }

    @Test func `A missing licence gets a warning`() {
        let loaded = Loaded("name: demo\ndoc: A.\nattribute-sets: []\noperations: {list: []}\n")
        #expect(loaded.family != nil)
        #expect(loaded.warnings == ["the first line should be '# SPDX-License-Identifier: …'"])
    }

    @Test(arguments: [
        ("genetlink", "definitions: [{name: e, type: enum, entries: [], scope: kernel}]"),
        ("netlink-raw", "definitions: [{name: e, type: enum, entries: [], scope: uapi}]"),
    ])
    func `Keys of later schemas are understood with a warning`(level: String, top: String) {
        let loaded = Loaded(SpecText(level: level, top: top))
        #expect(loaded.family != nil)
        #expect(loaded.warnings == ["key 'scope' is not in the kernel's schema of January 2026"])
    }

    @Test func `Words of later schemas are understood with a warning`() throws {
        let loaded = Loaded(
            SpecText(
                level: "netlink-raw",
                attributeSets: """
                    - name: main
                      attributes:
                        - {name: a, type: binary, display-hint: ipv4-or-v6}
                        - {name: b, type: u32, checks: {min: u8-min, max: u8-max}}
                    """
            )
        )
        let family = try #require(loaded.family)
        #expect(try family.attribute("a", of: "main").displayHint == .ipv4OrV6)
        #expect(try family.attribute("b", of: "main").checks.maximum == 255)
        #expect(loaded.warnings.count == 3)
    }

    @Test func `Everything that only matters to C is accepted`() throws {
        let family = try load(
            SpecText(
                top: """
                    c-family-name: DEMO
                    c-version-name: DEMO_VERSION
                    max-by-define: true
                    cmd-max-name: DEMO_MAX
                    cmd-cnt-name: DEMO_CNT
                    kernel-policy: global
                    kernel-family: {headers: [net/demo.h], sock-priv: struct demo}
                    """,
                definitions:
                    "- {name: e, type: enum, entries: [], render-max: true, enum-name: , enum-cnt-name: e-cnt}",
                attributeSets: """
                    - name: main
                      enum-name:
                      attr-cnt-name: cnt
                      attr-max-name: max
                      header: linux/demo.h
                      attributes: [{name: a, type: u8, name-prefix: x-}]
                    """,
                operationKeys: "enum-name:\nasync-enum:",
                operations:
                    "- {name: get, doc: Gets., dont-validate: [strict, dump, dump-strict], do: {pre: a, post: b}}",
                multicastGroups: "- {name: monitor, c-define-name: MONITOR, flags: [admin-perm]}"
            )
        )
        #expect(family.operations.count == 1)
    }
}
