import Linux
import Testing

@Suite struct ServiceManagerTests {
  @Test("without a socket nobody is told", arguments: [nil, "", "relative", "vsock:2:1"])
  func none(socket: String?) {
    #expect(ServiceManager(socket: socket, microseconds: "5", processID: nil) == nil)
  }

  @Test(
    "the watchdog is of this process, and of its time",
    arguments: [
      (nil, nil, nil), ("3000000", nil, .seconds(3)), ("3000000", "1", nil), ("0", nil, nil),
      ("-5", nil, nil), ("x", nil, nil),
    ] as [(String?, String?, Duration?)])
  func watchdog(time: String?, process: String?, interval: Duration?) {
    let manager = ServiceManager(socket: "/run/x", microseconds: time, processID: process)
    #expect(manager?.watchdog == interval)
  }
}
