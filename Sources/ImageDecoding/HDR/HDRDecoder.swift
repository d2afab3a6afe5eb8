internal import ShmChannel

/// Radiance's RGBE: three bytes of color with one exponent, by runs or not.
struct HDRDecoder {
  /// Scanlines of other lengths have no runs of the newer kind (Radiance, `color.c`).
  private static let runLengths = 8...32_767

  private let file: FileBytes
  private let header: HDRHeader
  private var offset: Int
  /// Red, green, blue and exponent of each pixel of a scanline.
  private var line: [SIMD4<UInt8>]

  static func decode(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture {
    let header = try HDRHeader(file)
    try limits.check(width: header.width, height: header.height, of: .hdr)
    var decoder = HDRDecoder(file, header)
    return try decoder.picture()
  }

  private init(_ file: FileBytes, _ header: HDRHeader) {
    self.file = file
    self.header = header
    offset = header.dataOffset
    line = [SIMD4<UInt8>](repeating: .zero, count: header.length)
  }

  private mutating func picture() throws(DecodingError) -> SamplePicture {
    var picture = try SamplePicture(
      width: header.width, height: header.height,
      format: PixelFormat(channelCount: 3, .float32, in: .hdr))
    picture.transfer = .linear
    try unsafe picture.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      let samples = unsafe bytes.bindMemory(to: Float.self)
      for scanline in 0..<header.count {
        try read()
        for (index, pixel) in line.enumerated() where pixel.w > 0 {
          let place = header.place(of: index, in: scanline) * 3
          // 2 to the power of the exponent less 128, over 256.
          let step = Float(sign: .plus, exponent: Int(pixel.w) - 136, significand: 1)
          for channel in 0..<3 {
            unsafe samples[place + channel] = Float(pixel[channel]) * step
          }
        }
      }
    }
    return picture
  }

  private mutating func byte() throws(DecodingError) -> UInt8 {
    guard let byte = file[offset] else { throw .truncated(.hdr) }
    offset += 1
    return byte
  }

  private mutating func pixel() throws(DecodingError) -> SIMD4<UInt8> {
    SIMD4(try byte(), try byte(), try byte(), try byte())
  }

  private mutating func read() throws(DecodingError) {
    let first = try pixel()
    guard Self.runLengths.contains(header.length), first.x == 2, first.y == 2, first.z < 128 else {
      return try readPixels(after: first)
    }
    guard Int(first.z) << 8 | Int(first.w) == header.length else {
      throw .corrupt(.hdr, "a scanline of another length")
    }
    for channel in 0..<4 { try readRuns(of: channel) }
  }

  private mutating func readRuns(of channel: Int) throws(DecodingError) {
    var index = 0
    while index < header.length {
      let code = Int(try byte())
      let (count, isRun) = code > 128 ? (code - 128, true) : (code, false)
      guard count > 0, count <= header.length - index else {
        throw .corrupt(.hdr, "a run beyond its scanline")
      }
      var value: UInt8 = isRun ? try byte() : 0
      for _ in 0..<count {
        if !isRun { value = try byte() }
        line[index][channel] = value
        index += 1
      }
    }
  }

  /// Pixels as they are, and of the older kind of runs: a pixel of 1, 1, 1 says how often the one
  /// before it comes again; several of them in a row are the bytes of one number.
  private mutating func readPixels(after first: SIMD4<UInt8>) throws(DecodingError) {
    var (index, shift, next) = (0, 0, first)
    while true {
      if next.x == 1, next.y == 1, next.z == 1 {
        let count = shift > 16 ? Int.max : Int(next.w) << shift
        guard index > 0, count <= header.length - index else {
          throw .corrupt(.hdr, "a run beyond its scanline")
        }
        for _ in 0..<count {
          line[index] = line[index - 1]
          index += 1
        }
        shift += 8
      } else {
        line[index] = next
        index += 1
        shift = 0
      }
      if index >= header.length { return }
      next = try pixel()
    }
  }
}
