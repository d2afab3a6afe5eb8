/// How a pixel is stored. The numbers stand in frame headers (docs/PROTOCOL.md, section 5).
///
/// All that is known of a format is a row of the table in this file; how its pixels are shown is
/// `DisplayMapping`'s part.
public enum PixelFormat: UInt32, Sendable, CaseIterable {
  /// Four bytes: blue, green, red, 255. X11's `0x00RRGGBB` in little-endian order.
  case bgrx = 1
  /// Four bytes: blue, green, red, straight (not premultiplied) alpha.
  case bgra = 2

  private var facts: Facts {
    switch self {
    case .bgrx: Facts("bgrx", [.blue, .green, .red, .unused], .uint8, rowUnit: 4)
    case .bgra: Facts("bgra", [.blue, .green, .red, .alpha], .uint8, rowUnit: 4)
    }
  }
}

extension PixelFormat {
  /// What a sample of a pixel tells, in the order in which people read them.
  package enum Channel: Int, Sendable {
    case red, green, blue, alpha
    /// Nothing.
    case unused

    /// What people call it.
    package var name: String {
      switch self {
      case .red: "R"
      case .green: "G"
      case .blue: "B"
      case .alpha: "A"
      case .unused: ""
      }
    }
  }

  private struct Facts {
    let name: String
    /// In the order of the samples in memory.
    let channels: [Channel]
    let sample: SampleType
    let rowUnit: Int

    init(_ name: String, _ channels: [Channel], _ sample: SampleType, rowUnit: Int) {
      self.name = name
      self.channels = channels
      self.sample = sample
      self.rowUnit = rowUnit
    }
  }

  /// What options and messages call it.
  public var name: String { facts.name }

  /// Bytes a pixel.
  public var pixelByteCount: Int { facts.channels.count * facts.sample.byteCount }

  /// Whether a pixel has straight alpha, so that what is behind it may be seen.
  public var hasAlpha: Bool { facts.channels.contains(.alpha) }

  /// What the samples of a pixel are, in the order in which they stand in memory.
  package var channels: [Channel] { facts.channels }

  /// How each sample is stored.
  package var sample: SampleType { facts.sample }

  /// Bytes of which the distance of two rows is a multiple.
  package var rowUnit: Int { facts.rowUnit }
}
