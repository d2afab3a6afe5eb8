/// Which of a TIFF's directories is the picture.
struct TIFFPages {
  /// NewSubfileType's bits (TIFF 6.0, page 36).
  private enum Kind {
    static let reduced = 1
    static let mask = 4
  }

  /// SubfileType 2: a reduced picture (TIFF 6.0, page 40).
  private static let reducedSubfile = 2
  /// PhotometricInterpretation of a sensor's samples (TIFF/EP; DNG specification).
  private static let sensors = [32_803, 34_892]
  /// Files of more pages than these exist, but not with a full picture behind them.
  private static let mostPages = 1000

  /// The number of the first page that is neither a reduced copy of another nor a mask.
  let number: Int
  let directory: TIFFDirectory

  /// - Throws: `cameraRaw` when reduced copies are all that can be shown.
  init(_ file: FileBytes) throws(DecodingError) {
    // The directory stands behind the pixels in most files, so a cut one has none.
    guard let first = TIFFDirectory(file) else { throw .truncated(.tiff) }
    if Self.isRaw(file) { throw .cameraRaw }
    var (page, number) = (first, 0)
    while Self.isReduced(page) {
      number += 1
      guard let next = page.next, number < Self.mostPages else { throw .cameraRaw }
      page = next
    }
    self.number = number
    directory = page
  }

  private static func isReduced(_ page: TIFFDirectory) -> Bool {
    (page.first(.newSubfileType) ?? 0) & (Kind.reduced | Kind.mask) != 0
      || page.first(.subfileType) == reducedSubfile
  }

  /// Whether the first directories say that this is a camera's raw file, as far as they are there.
  static func isRaw(_ file: FileBytes) -> Bool {
    // Canon's CR2 has a mark of its own; its previews are called full pictures.
    TIFFDirectory(file).map { isRaw($0) || file.has("CR", at: 8) } ?? false
  }

  private static func isRaw(_ first: TIFFDirectory) -> Bool {
    func isSensor(_ page: TIFFDirectory) -> Bool {
      page.first(.photometric).map(sensors.contains) ?? false
    }
    let children = first.children
    return first.first(.dngVersion) != nil || isReduced(first) && !children.isEmpty
      || isSensor(first) || children.contains(where: isSensor)
  }
}
