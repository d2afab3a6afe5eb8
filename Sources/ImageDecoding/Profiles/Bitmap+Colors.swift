internal import Pixels

extension Bitmap {
  /// Turns colors into sRGB, in place.
  mutating func convert(by conversion: PixelConversion) {
    withTarget(at: bounds) { conversion.apply(to: $0) }
  }

  /// Turns pixels of cyan, magenta, yellow and black into colors, in place, without a profile: as
  /// if each ink let through what the others leave.
  ///
  /// - Parameter isInverted: 255 means no ink.
  mutating func convertFromInk(isInverted: Bool) {
    let inversion: UInt8 = isInverted ? 0 : 255
    unsafe withUnsafeMutableBytes { bytes in
      for pixel in stride(from: 0, to: bytes.count, by: Self.pixelByteCount) {
        let light = unsafe UInt32(bytes[pixel + 3] ^ inversion)
        let red = unsafe UInt32(bytes[pixel] ^ inversion) * light
        let green = unsafe UInt32(bytes[pixel + 1] ^ inversion) * light
        let blue = unsafe UInt32(bytes[pixel + 2] ^ inversion) * light
        unsafe bytes[pixel] = UInt8((blue + 127) / 255)
        unsafe bytes[pixel + 1] = UInt8((green + 127) / 255)
        unsafe bytes[pixel + 2] = UInt8((red + 127) / 255)
      }
    }
  }
}
