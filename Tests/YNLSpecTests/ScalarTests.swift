import Testing
import YNLSpec

/// Plain scalars mean what they mean to the kernel's tools, which read YAML 1.1.
@Suite struct ScalarTests {
    /// What is said about a text in a place that needs a string.
    private func complaint(_ scalar: String) -> String? {
        Loaded(SpecText(top: "uapi-header: \(scalar)")).errors.first
    }

    @Test(arguments: [
        "abc", "'123'", "\"yes\"", "y", "n", "None", "nil", "1a", "08", "0o17", "1.2.3", "--", "-a", "+", ".a", ".",
        "e5",
        "1e5", "1:60", "0x", "0xg", "2001-1-1", "v1.0", "=a", "<a", "+.nan", "-.5", "trUe", "2001-12-14x",
    ])
    func `Texts`(scalar: String) {
        #expect(complaint(scalar) == nil)
    }

    @Test(arguments: [
        ("", "nothing"), ("~", "nothing"), ("null", "nothing"), ("Null", "nothing"), ("NULL", "nothing"),
        ("true", "the truth value 'true'"), ("True", "the truth value 'True'"), ("FALSE", "the truth value 'FALSE'"),
        ("yes", "the truth value 'yes'"), ("No", "the truth value 'No'"), ("on", "the truth value 'on'"),
        ("OFF", "the truth value 'OFF'"), ("0", "the number '0'"), ("-1", "the number '-1'"), ("+7", "the number '+7'"),
        ("017", "the number '017'"), ("0x1F", "the number '0x1F'"), ("0b11", "the number '0b11'"),
        ("1_000", "the number '1_000'"), ("-0x1", "the number '-0x1'"), ("0_", "a malformed number"),
        ("1.5", "a fraction"), ("1.", "a fraction"), (".5", "a fraction"), ("-1.5e+3", "a fraction"),
        (".inf", "a fraction"),
        ("-.INF", "a fraction"), (".nan", "a fraction"), ("1:30", "a number in base 60"),
        ("-1:59:00", "a number in base 60"),
        ("1:30.5", "a fraction"), ("2001-12-14", "a date"), ("2001-12-14T21:59:43.10Z", "a date"),
        ("2001-1-4 1:59:43 +5", "a date"), ("=", "the default-value key '='"), ("[]", "a list"), ("{}", "a mapping"),
    ])
    func `Everything else`(scalar: String, kind: String) {
        #expect(complaint(scalar) == "'uapi-header' must be a text, not \(kind)")
    }

    @Test(arguments: [
        ("017", 15), ("0x1F", 31), ("0b101", 5), ("1_0", 10), ("+3", 3), ("00", 0), ("0", 0),
    ])
    func `Numbers are read as the kernel's tools do`(scalar: String, number: Int) throws {
        let family = try load(
            SpecText(attributeSets: "- name: main\n  attributes: [{name: a, type: u8, value: \(scalar)}]")
        )
        #expect(try family.attribute("a", of: "main").number == number)
    }

    @Test func `Blocks and folded lines are texts`() throws {
        let family = try load(
            SpecText(
                definitions: """
                    - name: a
                      type: const
                      value: 1
                      doc: >-
                        123
                    - name: b
                      type: const
                      value: 1
                      doc: Two
                        lines.
                    """
            )
        )
        #expect(family.constants.map(\.documentation) == ["123", "Two lines."])
    }
}
