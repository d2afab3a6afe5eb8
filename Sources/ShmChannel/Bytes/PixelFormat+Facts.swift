extension PixelFormat {
  /// What a sample of a pixel tells, in the order in which people read them.
  package enum Channel: Int, Sendable {
    case gray, red, green, blue, alpha
    /// Nothing.
    case unused

    /// What people call it.
    package var name: String {
      switch self {
      case .gray: "Gray"
      case .red: "R"
      case .green: "G"
      case .blue: "B"
      case .alpha: "A"
      case .unused: ""
      }
    }
  }

  /// What the samples of a pixel are, in the order in which they stand in memory.
  package var channels: [Channel] {
    switch layout {
    case .bgrx: [.blue, .green, .red, .unused]
    case .bgra: [.blue, .green, .red, .alpha]
    case .gray: [.gray]
    case .rgb: [.red, .green, .blue]
    case .bgr: [.blue, .green, .red]
    case .rgba: [.red, .green, .blue, .alpha]
    }
  }

  /// Samples of a pixel, those that say nothing included.
  public var channelCount: Int {
    switch layout {
    case .gray: 1
    case .rgb, .bgr: 3
    case .bgrx, .bgra, .rgba: 4
    }
  }

  /// Bytes a pixel, in all planes.
  public var pixelByteCount: Int { channelCount * sample.byteCount }

  /// Planes that follow one another: 1 unless it is planar.
  public var planeCount: Int { isPlanar ? channelCount : 1 }

  /// Bytes from a pixel of a row to the next one.
  public var columnByteCount: Int { isPlanar ? sample.byteCount : pixelByteCount }

  /// Whether a pixel has straight alpha, so that what is behind it may be seen.
  public var hasAlpha: Bool { layout == .bgra || layout == .rgba }

  /// Whether its rows are those of a display as they are: BGRX, or BGRA of 8 bits.
  package var isDisplay: Bool { self == .bgrx || self == .bgra }

  /// Bytes of which the distance of two rows is a multiple.
  package var rowUnit: Int { isDisplay ? 4 : sample.byteCount }

  /// The most bytes from one row to the next.
  package var maximumRowStride: Int { FrameLayout.sides.upperBound * (isDisplay ? 4 : 16) }
}
