import OpenVSwitch
import Testing

@Suite("Modes of dispatch")
struct UpcallModeTests {
    @Test("tell their reasons")
    func describes() {
        #expect(UpcallMode.perCPU.description == "per CPU")
        #expect(UpcallMode.perVport(.refused).description == "per vport: the kernel refuses dispatch per CPU")
        #expect(UpcallMode.perVport(.requested) != .perVport(.ignored))
    }
}
