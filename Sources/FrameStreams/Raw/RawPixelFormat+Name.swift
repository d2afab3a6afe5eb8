internal import ShmChannel

extension RawPixelFormat {
  /// All formats by their names: those of frames, then what FFmpeg's `-pix_fmt` calls them.
  private static let named: [(name: String, format: RawPixelFormat)] =
    PixelFormat.allCases.map { ($0.name, .frame($0)) }
    + [
      ("gbrp", .greenFirst(.uint8, hasAlpha: false)),
      ("gbrap", .greenFirst(.uint8, hasAlpha: true)),
      ("gbrp16le", .greenFirst(.uint16, hasAlpha: false)),
      ("gbrap16le", .greenFirst(.uint16, hasAlpha: true)),
      ("gbrpf32le", .greenFirst(.float32, hasAlpha: false)),
      ("gbrapf32le", .greenFirst(.float32, hasAlpha: true)),
      ("nv12", .nv12), ("nv21", .nv21), ("i420", .i420), ("yuyv", .yuyv), ("uyvy", .uyvy),
      ("p010", .p010),
    ]

  private static let aliases: [String: RawPixelFormat] = [
    "bgr0": .frame(.bgrx), "gray": .frame(.gray8), "yuv420p": .i420, "yuyv422": .yuyv,
    "uyvy422": .uyvy, "p010le": .p010,
  ]

  /// What `--raw` takes, for people.
  package static var names: [String] { named.map(\.name) }

  /// - Parameter name: one of `names`, or FFmpeg's name of the same.
  package init?(named name: some StringProtocol) {
    let name = String(name)
    guard let format = Self.named.first(where: { $0.name == name })?.format ?? Self.aliases[name]
    else { return nil }
    self = format
  }
}
