import Testing

@testable import YNLGenerator

@Suite struct DocCommentTests {
    private func comment(_ text: String?) -> DocComment {
        DocComment(spec: text, fallback: "A fallback.")
    }

    @Test(
        arguments: [
            ("One.", "One.", []),
            ("One. Two. Three.", "One.", ["Two. Three."]),
            ("No full stop", "No full stop.", []),
            ("Ends in a colon:", "Ends in a colon.", []),
            ("Does it? It does!", "Does it? It does!", []),
            ("Size, e.g. of a page. More.", "Size, e.g. of a page.", ["More."]),
            ("Size (e.g. of a page). More.", "Size (e.g. of a page).", ["More."]),
            ("Of version 1.5 on. More.", "Of version 1.5 on.", ["More."]),
            ("For ovs. More.", "For ovs.", ["More."]),
            ("One\ntwo.\n\nThree\nfour.\n\n\nFive.", "One two.", ["Three four.", "Five."]),
            ("  One \t two.  \n \n Three. ", "One two.", ["Three."]),
        ] as [(String, String, [String])]
    )
    func `The first sentence is the summary`(text: String, summary: String, paragraphs: [String]) {
        #expect(comment(text) == DocComment(summary, paragraphs))
    }

    @Test(arguments: [nil, "", " \n\n "])
    func `What has no documentation gets a sentence all the same`(text: String?) {
        #expect(comment(text) == DocComment("A fallback."))
    }

    @Test(arguments: [
        ("See OVS_KEY_ATTR_*.", "See `OVS_KEY_ATTR_*`."),
        ("Cookie (OVS_USERDATA), returned.", "Cookie (`OVS_USERDATA`), returned."),
        ("CTRL_ATTR_OP's numbers.", "`CTRL_ATTR_OP`'s numbers."),
        ("See `OVS_KEY`.", "See `OVS_KEY`."),
        ("Part of the ovs_flow family.", "Part of the ovs_flow family."),
        ("The TCP port of OVSPacket.", "The TCP port of OVSPacket."),
        ("With _ and __ and 1_2.", "With _ and __ and 1_2."),
        ("Not a mac_ADDRESS.", "Not a mac_ADDRESS."),
        ("Not an ADDRESS_of.", "Not an ADDRESS_of."),
    ])
    func `Constants of C stand in backticks`(text: String, summary: String) {
        #expect(comment(text).summary == summary)
    }

    @Test func `A remark stands before the full stop`() {
        #expect(comment("One. Two.").remarking("`mru`").summary == "One (`mru`).")
        #expect(comment("Is it?").remarking("`mru`").summary == "Is it? (`mru`).")
    }

    @Test func `Further paragraphs go to the end, and into no summary`() {
        let long = comment("One. Two.").adding("Three.").adding("")
        #expect(long == DocComment("One.", ["Two.", "Three."]))
        #expect(long.brief == DocComment("One."))
    }

    @Test func `Paragraphs are apart`() {
        let code = comment("One. Two.\n\nThree.").code(indentation: 0)
        #expect(code.text == "/// One.\n///\n/// Two.\n///\n/// Three.")
    }

    @Test(arguments: [0, 4, 8, 12])
    func `Lines end at column 120 at the latest, and no earlier than they must`(indentation: Int) {
        let words = Array(repeating: "abcdefg", count: 100)
        let lines = comment(words.joined(separator: " ")).code(indentation: indentation).text.split(separator: "\n")
        for line in lines { #expect(indentation + line.count <= 120) }
        for line in lines.dropLast() { #expect(indentation + line.count + 8 > 120) }
        #expect(lines.map { $0.dropFirst(4) }.joined(separator: " ") == words.joined(separator: " ") + ".")
    }

    @Test func `A word that fits no line has one of its own`() {
        let word = String(repeating: "x", count: 200)
        #expect(comment("See \(word) there.").code(indentation: 0).text == "/// See\n/// \(word)\n/// there.")
    }

    @Test(arguments: ["Not the end */ of it.", "`Unbalanced.", "/* Not a comment.", #"A \ and a ""\#(" and more.")"#])
    func `Nothing in a text ends the comment`(text: String) {
        #expect(comment(text).code(indentation: 0).text == "/// \(text)")
    }

    @Test func `Neither does a line break in a word that a spec smuggles in`() {
        #expect(DocComment("A header `a\nimport B`.").code(indentation: 0).text == "/// A header `a import B`.")
    }
}
