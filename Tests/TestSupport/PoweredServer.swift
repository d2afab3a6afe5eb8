import Glibc

/// An Xorg that draws on nothing, whose monitors can be switched off: Xvfb has no DPMS.
package enum PoweredServer {
  private static let server = "/usr/lib/xorg/Xorg"

  /// Why there can be none here; nil where there can.
  package static let obstacle: String? = {
    let needed = [
      server: "xserver-xorg-core", "/usr/include/xorg/xf86.h": "xserver-xorg-dev",
      "/usr/lib/xorg/modules/drivers/dummy_drv.so": "xserver-xorg-video-dummy",
    ]
    let missing = needed.filter { access($0.key, R_OK) != 0 }.values.sorted()
    if !missing.isEmpty { return "not installed: \(missing.joined(separator: ", "))" }
    // Not as another user: the server wants a console of its own then.
    return geteuid() == 0 ? nil : "only root may start Xorg here"
  }()

  /// Starts one with a screen of 1024x768, as the driver has it.
  package static func start() throws -> XServer {
    let folder = try Folder()
    for name in ["modules", "modules/extensions"] { mkdir(folder.path(name), 0o700) }
    try CompiledC.make(
      "MonitorPower/power.c", folder.path("modules/extensions/libpower.so"),
      headers: "xorg-server", in: folder)
    try folder.write(Array(configuration.utf8), to: "xorg.conf")
    let program = try Program(
      server,
      [
        "-displayfd", "1", "-config", folder.path("xorg.conf"), "-logfile", folder.path("log"),
        "-modulepath", folder.path("modules") + ",/usr/lib/xorg/modules", "-noreset", "-ac",
        "-nolisten", "tcp",
      ], environment: ["PATH": "/usr/bin:/bin"], folder: folder)
    let number = try eventually("Xorg names its display; it said: \(program.standardError)") {
      () throws -> Int? in
      if !program.isRunning { throw TestFailure("Xorg ended: \(program.standardError)") }
      let text = program.standardOutput
      return text.hasSuffix("\n") ? Int(text.dropLast()) : nil
    }
    return try XServer(":\(number)", program, in: folder, on: nil)
  }

  private static let configuration = """
    Section "ServerFlags"
      Option "AutoAddDevices" "false"
      Option "AutoAddGPU" "false"
    EndSection
    Section "Module"
      Load "power"
    EndSection
    Section "Device"
      Identifier "card"
      Driver "dummy"
      VideoRam 32768
    EndSection
    Section "Monitor"
      Identifier "monitor"
      HorizSync 5-1000
      VertRefresh 5-200
    EndSection
    Section "Screen"
      Identifier "screen"
      Device "card"
      Monitor "monitor"
      DefaultDepth 24
      SubSection "Display"
        Depth 24
        Modes "1024x768"
      EndSubSection
    EndSection

    """
}
