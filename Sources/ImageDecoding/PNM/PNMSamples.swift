internal import ShmChannel

/// PGM, PPM and PAM of more than 8 bits, as they are.
struct PNMSamples {
  private let file: FileBytes
  private let header: PNMHeader

  /// - Returns: nil for 8 bits, and for inks, which are colors only once they are mixed.
  static func decode(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture? {
    let header = try PNMHeader(file)
    guard header.bytesPerSample == 2, !header.hasInks else { return nil }
    try limits.check(width: header.width, height: header.height, of: .pnm)
    return try PNMSamples(file: file, header: header).picture()
  }

  private func picture() throws(DecodingError) -> SamplePicture {
    let (depth, pixelCount) = (header.depth, header.width * header.height)
    // There is no format for gray beside alpha.
    let format = try PixelFormat(channelCount: depth == 2 ? 4 : depth, .uint16, in: .pnm)
    if !header.isPlain,
      file.part(from: header.dataOffset, count: pixelCount * depth * 2) == nil
    {
      throw .truncated(.pnm)
    }
    var tokens = PNMTokens(file, offset: header.dataOffset - 1)
    var picture = try SamplePicture(width: header.width, height: header.height, format: format)
    picture.range = range
    try unsafe picture.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let samples = unsafe bytes.bindMemory(to: UInt16.self)
      for index in 0..<pixelCount {
        for channel in 0..<depth {
          let value =
            header.isPlain
            ? try tokens.number()
            : file.u16(header.dataOffset + (index * depth + channel) * 2, .big) ?? 0
          guard value <= header.maximum else {
            throw .corrupt(.pnm, "a value of \(value), above its highest, \(header.maximum)")
          }
          if depth != 2 {
            unsafe samples[index * depth + channel] = UInt16(value).littleEndian
          } else if channel == 1 {
            unsafe samples[index * 4 + 3] = alpha(value).littleEndian
          } else {
            for copy in 0..<3 { unsafe samples[index * 4 + copy] = UInt16(value).littleEndian }
          }
        }
        if depth == 4 {
          let place = index * 4 + 3
          unsafe samples[place] = alpha(Int(UInt16(littleEndian: samples[place]))).littleEndian
        }
      }
    }
    return picture
  }

  /// Alpha has no range in a frame: full is 65,535.
  private func alpha(_ value: Int) -> UInt16 {
    UInt16((value * 65_535 + header.maximum / 2) / header.maximum)
  }

  private var range: SampleRange? {
    header.maximum == 65_535 ? nil : SampleRange(low: 0, high: Float(header.maximum))
  }
}
