import FamilyTypes
import Testing

@Suite struct TypesTests {
    @Test func `All types are listed`() {
        #expect(allMessages.count > 300)
        #expect(allNests.count > 200)
    }
}
