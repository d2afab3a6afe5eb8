internal import ShmChannel

/// The portable float map (netpbm's pfm(5)): gray or RGB, the bottom row first.
enum PFMDecoder {
  static func decode(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture {
    var tokens = PNMTokens(file, offset: 2, type: .pfm)
    let (width, height) = (try tokens.number(), try tokens.number())
    guard let scale = Float(try tokens.word()), scale.isFinite, scale != 0 else {
      throw .corrupt(.pfm, "its scale is 0, or not a number")
    }
    try limits.check(width: width, height: height, of: .pfm)
    let isColor = file[1] == UInt8(ascii: "F")
    let rowSamples = width * (isColor ? 3 : 1)
    let byteCount = rowSamples * height * 4
    guard let data = file.part(from: tokens.dataOffset(before: byteCount), count: byteCount) else {
      throw .truncated(.pfm)
    }
    var picture = try SamplePicture(
      width: width, height: height,
      format: PixelFormat(channelCount: isColor ? 3 : 1, .float32, in: .pfm))
    unsafe picture.withUnsafeMutableBytes { bytes in
      let samples = unsafe bytes.bindMemory(to: UInt32.self)
      for row in 0..<height {
        let (source, target) = ((height - 1 - row) * rowSamples, row * rowSamples)
        for index in 0..<rowSamples {
          // A negative scale says that the low byte comes first.
          let bits = data.u32((source + index) * 4, scale < 0 ? .little : .big) ?? 0
          unsafe samples[target + index] = UInt32(bits).littleEndian
        }
      }
    }
    return picture
  }
}
