import Testing

@testable import YNLGenerator

@Suite struct CodeTests {
    private let two: Code = "first\nsecond"
    private let none: Code = ""

    @Test func `Every line of a hole stands where the hole does`() {
        let code: Code = """
            {
                \(two)
            }
            """
        #expect(code.text == "{\n    first\n    second\n}")
    }

    @Test func `Indentation adds up through nested holes`() {
        let inner: Code = """
            [
                \(two)
            ]
            """
        let outer: Code = """
            {
                \(inner)
            }
            """
        #expect(outer.text == "{\n    [\n        first\n        second\n    ]\n}")
    }

    @Test func `Blank lines of a hole get no spaces`() {
        let blocks = Code.blocks(["first", "second"])
        let code: Code = """
            {
                \(blocks)
            }
            """
        #expect(code.text == "{\n    first\n\n    second\n}")
    }

    @Test func `A hole behind other text moves only its first line`() {
        #expect(("  x = \(two)" as Code).text == "  x = first\nsecond")
    }

    @Test func `An empty hole takes its line with it`() {
        let code: Code = """
            first
                \(none)
            second
            """
        #expect(code.text == "first\nsecond")
    }

    @Test func `Empty holes at both ends take their lines with them`() {
        let code: Code = """
            \(none)
            middle
            \(none)
            """
        #expect(code.text == "middle")
    }

    @Test func `Empty holes below one another leave nothing`() {
        let code: Code = """
            first
            \(none)
            \(none)
            second
            """
        #expect(code.text == "first\nsecond")
    }

    @Test func `An empty hole beside other text leaves that alone`() {
        let code: Code = """
            \(none) first
            second\(none)
            third
            """
        #expect(code.text == " first\nsecond\nthird")
    }

    @Test func `Text and numbers go in as they are`() {
        let text = ""
        let code: Code = """
            a\("b")c\(1)d
            \(text)
            \(-2)
            """
        #expect(code.text == "abc1d\n\n-2")
    }

    @Test func `The pieces of an array stand below one another, empty ones left out`() {
        let pieces: [Code] = ["first", "", "second"]
        let code: Code = """
            {
                \(pieces)
            }
            """
        #expect(code.text == "{\n    first\n    second\n}")
    }

    @Test func `An empty array takes its line with it`() {
        let pieces: [Code] = []
        let code: Code = """
            {
                \(pieces)
            }
            """
        #expect(code.text == "{\n}")
    }

    @Test func `Blocks have a blank line between each two, empty ones left out`() {
        #expect(Code.blocks(["first", "", "second", "third"]).text == "first\n\nsecond\n\nthird")
        #expect(Code.blocks(["", ""]).isEmpty)
    }
}

@Suite struct FileTextTests {
    @Test(arguments: [
        ("a", "a\n", "one newline ends a file"),
        ("a\n\n\n", "a\n", "no blank line ends a file"),
        ("\n\na", "a\n", "no blank line begins a file"),
        ("a\n\n\n\nb", "a\n\nb\n", "no two blank lines follow each other"),
        ("a\n   \nb", "a\n\nb\n", "a blank line has no spaces"),
        ("a {\n\n    b\n}", "a {\n    b\n}\n", "no blank line follows an opening brace"),
        ("a {\n    b\n\n}", "a {\n    b\n}\n", "no blank line stands before a closing brace"),
        ("a {\n    b\n\n    }\n}", "a {\n    b\n    }\n}\n", "nor before an indented one"),
        ("a {\n\n}", "a {\n}\n", "an empty body is empty"),
        ("    a\n", "    a\n", "indentation stays"),
    ])
    func `White space is normalised`(code: String, text: String, rule: Comment) {
        #expect(Code(stringLiteral: code).fileText == text, rule)
    }
}

@Suite struct StringLiteralTests {
    @Test(arguments: [
        ("set id", #""set id""#),
        (#"a"b"#, #""a\"b""#),
        (#"\(a)"#, #""\\(a)""#),
        ("a\nb", #""a\nb""#),
        ("a\u{0}\u{7f}", #""a\u{0}\u{7f}""#),
        ("größer", #""größer""#),
    ])
    func `Text becomes a literal that means the same`(text: String, literal: String) {
        #expect(text.swiftLiteral == literal)
    }
}
