internal import Pixels
internal import ShmChannel

/// How pictures are made to fit where shared memory is short, as on small machines and in
/// containers.
///
/// A channel needs two frames: the one that is shown, which a viewer keeps pinned, and the next.
struct MemoryFit: Equatable {
  /// Bytes of the file system, taken and free: what is taken today may be free tomorrow, and a
  /// picture should not become a stamp for that.
  let byteCount: Int

  /// What a channel takes beside its frames: some files of a page each, and those of its viewers.
  private static let margin = 65_536

  /// How often a picture is halved so that two frames of it fit; 0 also where none would.
  func halvings(width: Int, height: Int) -> Int {
    var (width, height, count) = (width, height, 0)
    while !holdsTwo(width: width, height: height) {
      guard width > 1 || height > 1 else { return 0 }
      (width, height) = Self.size(width, height, halved: 1)
      count += 1
    }
    return count
  }

  /// The size of a picture that was halved so often, each time rounded up.
  static func size(_ width: Int, _ height: Int, halved count: Int) -> (width: Int, height: Int) {
    (0..<count).reduce((width, height)) { size, _ in ((size.0 + 1) / 2, (size.1 + 1) / 2) }
  }

  private func holdsTwo(width: Int, height: Int) -> Bool {
    holdsTwo(frameByteCount: width * height * PixelFormat.bgrx.pixelByteCount)
  }

  private func holdsTwo(frameByteCount: Int) -> Bool {
    // Whole pages, and the header's.
    let frame = FrameInfo.pixelOffset + (frameByteCount + 4095) & ~4095
    return 2 * frame + Self.margin <= byteCount
  }
}

extension MemoryFit {
  /// How often a picture is to be halved for a channel.
  static func halvings(of bitmap: borrowing Bitmap, in channel: Channel) -> Int {
    halvings(of: bitmap.layout, in: channel)
  }

  /// The same of a picture that is laid out so.
  static func halvings(of layout: FrameLayout, in channel: Channel) -> Int {
    guard let byteCount = channel.fileSystemByteCount else { return 0 }
    return MemoryFit(byteCount: byteCount).halvings(width: layout.width, height: layout.height)
  }

  /// Whether two frames of that layout fit.
  static func holdsTwo(_ layout: FrameLayout, in channel: Channel) -> Bool {
    channel.fileSystemByteCount.map {
      MemoryFit(byteCount: $0).holdsTwo(frameByteCount: layout.byteCount)
    } ?? true
  }

  private static let advice =
    "two such pictures do not fit into shared memory; enlarge the tmpfs, or use --no-shrink"

  /// What is said of a picture that was halved.
  static func words(from old: (width: Int, height: Int), to new: (width: Int, height: Int))
    -> String
  {
    "\(old.width)x\(old.height) is shown at \(new.width)x\(new.height): \(advice)"
  }

  /// What is said of a picture whose sides or samples were made smaller; nil for one that stayed.
  static func words(from old: FrameLayout, to new: FrameLayout) -> String? {
    let (oldSize, newSize) = ((old.width, old.height), (new.width, new.height))
    if oldSize != newSize { return words(from: oldSize, to: newSize) }
    return new.format.sample == old.format.sample
      ? nil : "\(old.format.name) is shown in 8 bits: \(advice)"
  }
}

extension Bitmap {
  /// The picture halved that many times, at least once.
  func halved(times count: Int) throws(PixelsError) -> Bitmap {
    var half = try halved()
    for _ in 1..<count { half = try half.halved() }
    return half
  }
}
