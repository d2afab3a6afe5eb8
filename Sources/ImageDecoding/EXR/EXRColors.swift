internal import COpenEXR
private import Linux
internal import ShmChannel
private import Synchronization

/// An OpenEXR file in the hands of the full library, which gives colors of float16: for what
/// OpenEXRCore does not undo.
@safe struct EXRColors: ~Copyable {
  /// RgbaChannels (ImfCRgbaFile.h: `IMF_WRITE_R` and those that follow).
  private struct Channels: OptionSet {
    let rawValue: CInt
    static let rgb = Channels(rawValue: 1 | 2 | 4)
    static let alpha = Channels(rawValue: 8)
    static let luminance = Channels(rawValue: 16)
    static let chroma = Channels(rawValue: 32)
  }

  private let functions: UnsafePointer<copenexr>
  private let input: OpaquePointer
  /// What the library knows the file by.
  private let name: String
  private let left: Int
  private let top: Int
  private let width: Int
  private let height: Int
  private let channels: Channels

  static func decode(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture {
    var trouble: UnsafePointer<CChar>?
    guard let functions = unsafe copenexr_load(&trouble) else {
      throw unsafe .lacking("libOpenEXR", for: .exr, saying: trouble)
    }
    let copy = try copy(of: file)
    return try LibraryTurn.lock.withLock { _ throws(DecodingError) in
      try NewMemory.filled(with: 0) { () throws(DecodingError) in
        let file = unsafe try EXRColors("/proc/self/fd/\(copy.number)", functions)
        try limits.check(width: file.width, height: file.height, of: .exr)
        return try file.picture()
      }
    }
  }

  /// A file in memory: the library opens names alone.
  private static func copy(of file: FileBytes) throws(DecodingError) -> Descriptor {
    do throws(SystemError) {
      let copy = try Descriptor(memoryNamed: "picture.exr")
      try writeBytes(unsafe RawSpan(_unsafeBytes: file.raw), to: copy.number, at: 0)
      return copy
    } catch {
      throw .outOfMemory
    }
  }

  private init(_ name: String, _ functions: UnsafePointer<copenexr>) throws(DecodingError) {
    guard let input = unsafe functions.pointee.ImfOpenInputFile(name) else {
      throw unsafe Self.error(functions, name)
    }
    var (left, top, right, bottom): (CInt, CInt, CInt, CInt) = (0, 0, -1, -1)
    unsafe functions.pointee.ImfHeaderDataWindow(
      functions.pointee.ImfInputHeader(input), &left, &top, &right, &bottom)
    unsafe self.functions = functions
    unsafe self.input = input
    self.name = name
    (self.left, self.top) = (Int(left), Int(top))
    (width, height) = (Int(right) - Int(left) + 1, Int(bottom) - Int(top) + 1)
    channels = unsafe Channels(rawValue: functions.pointee.ImfInputChannels(input))
  }

  deinit { _ = unsafe functions.pointee.ImfCloseInputFile(input) }

  private static func error(
    _ functions: UnsafePointer<copenexr>, _ name: String
  ) -> DecodingError {
    let words = unsafe LibraryWords.inLine(functions.pointee.ImfErrorMessage())
    // What the library says of a file that ends early, and of rows that are not there.
    let isShort = ["end of file", "is missing"].contains { words.mentions($0) }
    return isShort ? .truncated(.exr) : .corrupt(.exr, words.leavingOut(name))
  }

  private func picture() throws(DecodingError) -> SamplePicture {
    let isGray = channels.isDisjoint(with: [.rgb, .chroma])
    guard !isGray || channels.contains(.luminance) else {
      throw .unsupported(.exr, "channels other than R, G, B, A and Y")
    }
    let hasAlpha = channels.contains(.alpha)
    let count = hasAlpha ? 4 : isGray ? 1 : 3
    let halves = try halves()
    var picture = try SamplePicture(
      width: width, height: height, format: PixelFormat(channelCount: count, .float32, in: .exr))
    picture.transfer = .linear
    unsafe picture.withUnsafeMutableBytes { bytes in
      let samples = unsafe bytes.bindMemory(to: Float.self)
      halves.withBytes { halves in
        for index in 0..<width * height {
          let half = unsafe halves.unsafeLoad(
            fromByteOffset: index * 8, as: SIMD4<UInt16>.self)
          var pixel = SIMD4<Float>()
          for channel in 0..<4 { pixel[channel] = Float(Float16(bitPattern: half[channel])) }
          if hasAlpha { pixel.straighten(alpha: pixel.w) }
          for channel in 0..<count { unsafe samples[index * count + channel] = pixel[channel] }
        }
      }
    }
    return picture
  }

  /// All pixels, of four times float16.
  private func halves() throws(DecodingError) -> SamplePicture {
    let format = try PixelFormat(channelCount: 4, .uint16, in: .exr)
    var halves = try SamplePicture(width: width, height: height, format: format)
    try unsafe halves.withUnsafeMutableBytes { (bytes) throws(DecodingError) in
      // The library counts from the pixel (0, 0), wherever the data window lies.
      let origin =
        UInt(bitPattern: bytes.baseAddress)
        &- UInt(bitPattern: (left + top * width) * MemoryLayout<ImfRgba>.size)
      guard let base = unsafe UnsafeMutablePointer<ImfRgba>(bitPattern: origin),
        unsafe functions.pointee.ImfInputSetFrameBuffer(input, base, 1, width) != 0,
        unsafe functions.pointee.ImfInputReadPixels(
          input, CInt(top), CInt(top + height - 1)) != 0
      else { throw unsafe Self.error(functions, name) }
    }
    return halves
  }
}
