import Testing

@testable import Netlink

@Suite struct ValueNamesTests {
    private let names: ValueNames = "none one 10=ten eleven -3=low next 10=again all␣ten 100=a=b"

    @Test(arguments: [
        (0, "none"), (1, "one"), (10, "ten"), (11, "eleven"), (-3, "low"), (-2, "next"), (100, "a=b"),
    ])
    func `Numbers go on from the last that is given`(value: Int, name: String) {
        #expect(names.name(of: value) == name)
        #expect(names.value(of: name) == Int64(value))
    }

    @Test(arguments: [2, 9, 12, 99, 101, -1, -4, .max, .min])
    func `Numbers between have no name`(value: Int) {
        #expect(names.name(of: value) == nil)
    }

    @Test func `Of equal values the first has the name, but each name its value`() {
        #expect(names.name(of: 10) == "ten")
        #expect(names.value(of: "again") == 10)
        #expect(names.name(of: 11) == "eleven")
        #expect(names.value(of: "all ten") == 11)
    }

    @Test(arguments: ["", "tenth", "10", "10=ten", "all", "None"])
    func `Other texts are no names`(name: String) {
        #expect(names.value(of: name) == nil)
    }

    @Test func `Any integer type can be asked for`() {
        #expect(names.name(of: UInt8(11)) == "eleven")
        #expect(names.name(of: Int8(-3)) == "low")
        #expect(names.name(of: UInt64.max) == nil)
    }

    @Test func `Lines are like blanks`() {
        let names: ValueNames = """
            a b
            5=c d
            """
        #expect([0, 1, 5, 6].map { names.name(of: $0) } == ["a", "b", "c", "d"])
    }

    @Test func `There may be none`() {
        let names: ValueNames = ""
        #expect(names.name(of: 0) == nil)
        #expect(names.value(of: "") == nil)
    }

    private struct Small: NamedValue {
        var rawValue: UInt8
        static let names: ValueNames = "a 255=last 256=beyond -1=below"
    }

    private struct Bits: OptionSet, NamedValue {
        var rawValue: UInt16
        static let names: ValueNames = "read write 15=top"
    }

    @Test func `A value is found by its name if its type can hold it`() {
        #expect(Small(named: "last")?.rawValue == 255)
        #expect(Small(named: "beyond") == nil)
        #expect(Small(named: "below") == nil)
        #expect(Small(named: "other") == nil)
        #expect(Small(rawValue: 7).description == "7")
    }

    @Test func `Bits are named one by one, those without a name together`() {
        #expect(Bits(rawValue: 0x8003).setNames == ["read", "write", "top"])
        #expect(Bits(rawValue: 0x0c01).setNames == ["read", "0xc00"])
        #expect(Bits([]).setNames == [])
        #expect(Bits(rawValue: 0x8004).description == "[top, 0x4]")
    }
}
