/// What the pixels of a stream without any header are; names are those of FFmpeg's `-pix_fmt`.
package enum RawPixelFormat: String, CaseIterable, Hashable, Sendable {
  case bgrx, bgra, rgba, rgb24, bgr24, gray8, gray16le
  case nv12, nv21, i420, yuyv, uyvy, p010

  /// - Parameter name: one of the cases' names, or FFmpeg's name of the same.
  package init?(named name: some StringProtocol) {
    let name = String(name)
    guard let format = RawPixelFormat(rawValue: name) ?? Self.aliases[name] else { return nil }
    self = format
  }

  private static let aliases: [String: RawPixelFormat] = [
    "bgr0": .bgrx, "gray": .gray8, "yuv420p": .i420, "yuyv422": .yuyv, "uyvy422": .uyvy,
    "p010le": .p010,
  ]

  /// Whether a fourth byte is straight alpha.
  package var hasAlpha: Bool { self == .bgra || self == .rgba }

  /// Whether the samples are luma and chroma.
  package var isYUV: Bool {
    switch self {
    case .nv12, .nv21, .i420, .yuyv, .uyvy, .p010: true
    case .bgrx, .bgra, .rgba, .rgb24, .bgr24, .gray8, .gray16le: false
    }
  }

  /// Bytes that a row of the first plane takes at least.
  func rowByteCount(width: Int) -> Int {
    switch self {
    case .bgrx, .bgra, .rgba: width * 4
    case .rgb24, .bgr24: width * 3
    case .gray8, .nv12, .nv21, .i420: width
    case .gray16le, .p010: width * 2
    case .yuyv, .uyvy: (width + 1) / 2 * 4
    }
  }
}
