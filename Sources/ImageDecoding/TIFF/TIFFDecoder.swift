internal import Pixels

/// TIFF and BigTIFF over libtiff's strips and tiles; the first page that is not a reduced copy.
struct TIFFDecoder {
  /// Compression (tiff.h).
  private enum Compression {
    static let none = 1
    static let oldJPEG = 6
    static let jpeg = 7
  }

  /// PhotometricInterpretation of luma and chroma (TIFF 6.0, section 21).
  private static let yCbCr = 6
  /// And of colors that no profile is for: CIELAB in its three forms (TIFF 6.0, section 23; TIFF
  /// technical notes), and logarithms.
  private static let ownColors: Set = [8, 9, 10, 32_844, 32_845]

  private let page: TIFFDirectory
  private let size: PixelRect
  private let compression: Int
  private let orientation: Orientation

  static func decode(_ file: FileBytes, limits: DecodingLimits) throws(DecodingError) -> Decoded {
    let pages = try TIFFPages(file)
    if let numbers = TIFFNumbers(pages.directory), !numbers.arePlain {
      return try Decoded(try samples(numbers, pages, file, limits))
    }
    let decoder = try TIFFDecoder(
      pages.directory, file, limits, obstacle: TIFFSamples(pages.directory).obstacle)
    let pixels = try makeBitmap(width: decoder.size.width, height: decoder.size.height)
    var decoded = Decoded(pixels, alpha: .straight)
    decoded.orientation = decoder.orientation
    decoded.profile = decoder.profile
    try TIFFFile.read(file, page: pages.number) { (tiff) throws(DecodingError) in
      try decoder.decode(tiff, limits, into: &decoded)
    }
    return decoded
  }

  /// A picture whose samples have more than eight bits, as they are; nil for others, and for a
  /// camera's raw file.
  static func samples(
    _ file: FileBytes, limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture? {
    let pages: TIFFPages
    do throws(DecodingError) { pages = try TIFFPages(file) } catch .cameraRaw { return nil }
    guard let numbers = TIFFNumbers(pages.directory) else { return nil }
    return try samples(numbers, pages, file, limits)
  }

  private static func samples(
    _ numbers: TIFFNumbers, _ pages: TIFFPages, _ file: FileBytes, _ limits: DecodingLimits
  ) throws(DecodingError) -> SamplePicture {
    let decoder = try TIFFDecoder(pages.directory, file, limits, obstacle: nil)
    guard
      let layout = TIFFLayout(
        pages.directory, size: decoder.size,
        codecGives: numbers.areLogarithms ? (numbers.colors, numbers.depth) : nil)
    else {
      throw TIFFFile.damaged
    }
    var picture = try numbers.makePicture(layout)
    try TIFFFile.read(file, page: pages.number) { (tiff) throws(DecodingError) in
      if numbers.areLogarithms { tiff.giveFloats() }
      try numbers.read(try decoder.blocks(layout, of: tiff, limits), of: tiff, into: &picture)
    }
    picture.profile = decoder.profile
    return try picture.oriented(decoder.orientation)
  }

  /// What the colors mean; nil for sRGB.
  private var profile: FileProfile? {
    let isOwn = page.first(.photometric).map(Self.ownColors.contains) ?? false
    return isOwn ? nil : page.data(.iccProfile).map(FileProfile.icc)
  }

  private init(
    _ page: TIFFDirectory, _ file: FileBytes, _ limits: DecodingLimits, obstacle: String?
  ) throws(DecodingError) {
    guard let width = page.first(.width), let height = page.first(.height) else {
      throw .corrupt(.tiff, "its directory has no size")
    }
    try limits.check(width: width, height: height, of: .tiff)
    try Self.requireData(page, file)
    if let obstacle { throw .unsupported(.tiff, obstacle) }
    self.page = page
    size = PixelRect(x: 0, y: 0, width: width, height: height)
    compression = page.first(.compression) ?? Compression.none
    orientation = page.first(.orientation).flatMap(Orientation.init(rawValue:)) ?? .upright
  }

  private func decode(
    _ tiff: borrowing TIFFFile, _ limits: DecodingLimits, into decoded: inout Decoded
  ) throws(DecodingError) {
    try requireCodec(tiff)
    let isYCbCr = page.first(.photometric) == Self.yCbCr
    let isConverted = isYCbCr && compression == Compression.jpeg && !TIFFLayout.isPlanar(page)
    if compression != Compression.oldJPEG,
      let layout = TIFFLayout(
        page, size: size, codecGives: isConverted ? (.rgb, page.first(.bitsPerSample) ?? 1) : nil)
    {
      if isConverted { tiff.convertJPEG() }
      let blocks = try blocks(layout, of: tiff, limits)
      // Ink whose profile is there is left to it; beside alpha there is no room for it.
      let keepsInk = layout.colors == .cmyk && layout.alpha == nil && profile != nil
      if keepsInk { decoded.colors = .ink(isInverted: false) }
      try decoded.pixels.withTarget { (target) throws(DecodingError) in
        try blocks.draw(tiff, keepsInk: keepsInk, into: target)
      }
      decoded.ignoresEmptyAlpha = layout.isAlphaGuessed
    } else {
      // Luma and chroma, which have no alpha.
      try decoded.pixels.withTarget { (target) throws(DecodingError) in
        try tiff.readColors(into: target, orientation: orientation)
        target.swapRedAndBlue()
      }
      decoded.alpha = .unused
    }
  }

  private func requireCodec(_ tiff: borrowing TIFFFile) throws(DecodingError) {
    guard tiff.hasCodec(compression) else {
      throw .unsupported(.tiff, "compression \(compression)")
    }
  }

  private func blocks(
    _ layout: TIFFLayout, of tiff: borrowing TIFFFile, _ limits: DecodingLimits
  ) throws(DecodingError) -> TIFFBlocks {
    try requireCodec(tiff)
    let blocks = try TIFFBlocks(layout, limits)
    // libtiff guesses where missing strips are.
    let offsets = page.numbers(layout.blocks.areTiles ? .tileOffsets : .stripOffsets)
    guard offsets.count >= blocks.count else { throw .truncated(.tiff) }
    return blocks
  }

  /// The directory's values, and each strip and tile, must lie within the file.
  private static func requireData(
    _ directory: TIFFDirectory, _ file: FileBytes
  ) throws(DecodingError) {
    guard directory.isComplete else { throw .truncated(.tiff) }
    for (offsetTag, countTag) in [
      (TIFFDirectory.Tag.stripOffsets, .stripByteCounts),
      (TIFFDirectory.Tag.tileOffsets, TIFFDirectory.Tag.tileByteCounts),
    ] {
      for (offset, count) in zip(directory.numbers(offsetTag), directory.numbers(countTag)) {
        guard let offset, let count, file.part(from: offset, count: count) != nil else {
          throw .truncated(.tiff)
        }
      }
    }
  }
}
