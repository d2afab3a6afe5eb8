internal import Pixels

/// What an `fcTL` chunk says of a frame (PNG specification, third edition, 11.3.6.2).
struct PNGFrameControl {
  let area: PixelRect
  let delay: Duration
  let disposal: Disposal
  /// Whether the frame is laid over what is there; else it replaces that.
  let isBlended: Bool

  init(_ data: FileBytes, in canvas: PixelRect) throws(DecodingError) {
    guard data.count == 26, let width = data.u32(4, .big), let height = data.u32(8, .big),
      let x = data.u32(12, .big), let y = data.u32(16, .big), let numerator = data.u16(20, .big),
      let denominator = data.u16(22, .big), let disposal = Self.disposal(data[24]),
      let blending = data[25], blending <= 1
    else { throw .corrupt(.png, "what it says of a frame is invalid") }
    area = PixelRect(x: x, y: y, width: width, height: height)
    guard !area.isEmpty, area.intersection(canvas) == area else {
      throw .corrupt(.png, "a frame is outside the picture")
    }
    delay = .seconds(numerator) / (denominator == 0 ? 100 : denominator)
    self.disposal = disposal
    isBlended = blending == 1
  }

  private static func disposal(_ value: UInt8?) -> Disposal? {
    switch value {
    case 0: .keep
    case 1: .clear
    case 2: .restore
    default: nil
    }
  }
}
