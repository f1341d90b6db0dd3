@_exported import DeviceKit
@_exported import Netlink
