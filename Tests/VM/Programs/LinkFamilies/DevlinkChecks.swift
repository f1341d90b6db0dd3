import KernelDevlink
import Netlink

extension Checks {
    /// The family without any device: this kernel has no module that makes one (netdevsim).
    mutating func devlink() throws {
        var socket = try NetlinkSocket()
        let devices = try socket.dump(Devlink.Get.Dump())
        expect(devices.isEmpty, "the dump of devices is empty", "\(devices)")
        let ports = try socket.dump(Devlink.PortGet.Dump())
        expect(ports.isEmpty, "the dump of ports is empty", "\(ports)")
        let health = try socket.dump(Devlink.HealthReporterGet.Dump())
        expect(health.isEmpty, "the dump of health reporters is empty", "\(health)")
        let device = try socket.refusal(of: Devlink.Get(busName: "pci", devName: "0000:01:00.0"))
        expect(device?.errno, is: .noDevice, "a device that does not exist is refused")
        print("        \(device.map { "\($0)" } ?? "")")
        let nameless = try socket.refusal(of: Devlink.Get(busName: "pci"))
        expect(nameless?.errno, is: .invalidArgument, "half of a name is refused")
        print("        \(nameless.map { "\($0)" } ?? "")")
    }
}
