private import ImageEncoding
private import Linux
internal import QtSharing
internal import ShmChannel

/// A frame as a QDataStream writes a QImage.
struct QtPicture {
  private let info: FrameInfo
  /// The whole stream.
  let bytes: [UInt8]

  /// Qt's sizes are of 32 bits.
  private static let maximumByteCount = Int(Int32.max)

  init(_ frame: borrowing PinnedFrame) throws {
    let info = frame.info
    let file = try Descriptor(memoryNamed: "shmshare-picture")
    try writeAll(QtImageStream.marker, to: file.number)
    // What Qt shows has no range and no table.
    let tones = DisplayTones(info)
    let chosen = tones.matter(for: info.format) ? tones : nil
    try frame.withMappedPixels { pixels in
      Result { () throws(EncodingError) in
        try ImageEncoder.write(
          pixels, layout: info.layout, as: .png, tones: chosen, to: file.number)
      }
    }.get()
    guard !frame.wasTruncated else {
      throw Failure(.trouble, "generation \(info.generation.rawValue): was cut while it was read")
    }
    let count = try FileStatus(of: file.number).byteCount
    guard count <= Self.maximumByteCount else {
      throw Failure(.trouble, "\(info.width)x\(info.height): has too many bytes for Qt, \(count)")
    }
    self.info = info
    bytes = try readBytes(file.number, count: count, at: 0)
  }

  /// Bytes that hold any picture of that size, so that the next ones find room.
  var room: Int {
    max(bytes.count, QtImageStream.roomByteCount(width: info.width, height: info.height))
  }
}

extension QtPicture: CustomStringConvertible {
  /// What it is; to stand behind `KEY: `.
  var description: String {
    "generation \(info.generation.rawValue), \(info.width)x\(info.height), \(bytes.count) bytes"
  }
}
