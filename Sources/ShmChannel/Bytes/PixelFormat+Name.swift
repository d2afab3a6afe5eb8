extension PixelFormat: CustomStringConvertible {
  /// What options, JSON, messages and the other clients call it.
  public var name: String { packedName + (isPlanar ? "-planar" : "") }

  /// Its name.
  public var description: String { name }

  /// The format of that name; nil where there is none.
  public init?(named name: String) {
    guard let format = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = format
  }

  private var packedName: String {
    switch sample {
    case .uint8:
      switch layout {
      case .bgrx, .bgra, .rgba: layoutName
      case .gray: "gray8"
      case .rgb, .bgr: layoutName + "24"
      }
    case .uint16: "\(layoutName)\(16 * (layout == .gray ? 1 : channelCount))le"
    case .float32: layoutName + "f32le"
    }
  }

  private var layoutName: String {
    switch layout {
    case .bgrx: "bgrx"
    case .bgra: "bgra"
    case .gray: "gray"
    case .rgb: "rgb"
    case .bgr: "bgr"
    case .rgba: "rgba"
    }
  }
}
