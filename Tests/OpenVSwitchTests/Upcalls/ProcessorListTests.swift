import Testing

@testable import OpenVSwitch

@Suite("Lists of processors")
struct ProcessorListTests {
    @Test(
        "end with the highest number",
        arguments: [("0\n", 1), ("0-3\n", 4), ("0-127", 128), ("0,2-5,9\n", 10), ("0-1,64-65\n", 66)]
    )
    func counts(list: String, count: Int) {
        #expect(ProcessorList.count(list) == count)
    }

    @Test("that are none count as unknown", arguments: ["", "\n", "all", "0-x", "99999999999999999999"])
    func refuses(list: String) {
        #expect(ProcessorList.count(list) == nil)
    }

    @Test("of this system have one processor or more")
    func readsTheSystem() {
        #expect((ProcessorList.possibleCount() ?? 1) >= 1)
    }
}
