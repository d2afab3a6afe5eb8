/// What a QDataStream has written of a QImage, at the start of a segment. What follows it is the
/// rest of the segment, and means nothing.
package enum QtImageStream: Equatable, Sendable {
  /// A QImage without pixels; also a segment that nothing has been written to yet.
  case null
  /// A picture whose file, PNG or BMP, begins at that byte.
  case picture(at: Int)

  /// Written in front of a PNG by stream versions from 5 (Qt 3.1) on: a `qint32`, big-endian.
  package static let marker: [UInt8] = [0, 0, 0, 1]

  /// Written alone by the same versions for a QImage without pixels.
  package static let nullMarker: [UInt8] = [0, 0, 0, 0]

  private static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let bmpSignature = Array("BM".utf8)
  /// As many bytes of a segment as tell what it holds.
  package static let headByteCount = marker.count + pngSignature.count

  /// - Parameter head: the first bytes of the segment, `headByteCount` if it has as many.
  package init(head: [UInt8]) throws(QtStreamError) {
    let behindMarker = head.dropFirst(Self.marker.count)
    if head.starts(with: Self.nullMarker) {
      self = .null
    } else if head.starts(with: Self.marker), behindMarker.starts(with: Self.pngSignature) {
      self = .picture(at: Self.marker.count)
    } else if head.starts(with: Self.pngSignature) || head.starts(with: Self.bmpSignature) {
      self = .picture(at: 0)  // stream versions 2 to 4, and 1
    } else {
      throw QtStreamError(head: head)
    }
  }

  /// Bytes that hold the stream of any picture of that size, as we write it.
  ///
  /// That is its pixels, a filter's byte a row, and what zlib and PNG put around what cannot be
  /// compressed: less than a 512th (deflateBound in zlib.h, 12 bytes a chunk).
  package static func roomByteCount(width: Int, height: Int) -> Int {
    let rows = (width * 4 + 1) * height
    return rows + rows / 512 + 4096
  }
}
