import Glibc
package import ShmChannel
import SystemPackage

/// A root of a test's own, removed when it goes; in a folder of its own, since readers watch
/// the root's parent while there is nothing to read.
package final class TemporaryRoot {
  package let path: String
  private let folder: Folder
  package var root: ChannelRoot { ChannelRoot(path: FilePath(path)) }

  package init() throws {
    folder = try Folder()
    path = folder.path("root")
  }

  package func path(_ name: String) -> String { path + "/" + name }
}

/// Writes over part of a file, as another process might.
package func overwrite(_ path: String, at offset: Int, _ bytes: [UInt8]) {
  let descriptor = open(path, O_WRONLY)
  defer { close(descriptor) }
  pwrite(descriptor, bytes, bytes.count, off_t(offset))
}

package func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

extension Channel {
  /// Publishes a picture whose every byte is `byte`.
  @discardableResult
  package func put(_ byte: UInt8, width: Int = 4, height: Int = 3, title: String = "t") throws
    -> Generation
  {
    var loan = try loan(width: width, height: height, format: .bgrx)
    try loan.write([UInt8](repeating: byte, count: loan.byteCount).span.bytes)
    return try loan.publish(title: title)
  }
}

extension PinnedFrame {
  /// All pixels, copied.
  package func pixels() throws -> [UInt8] {
    try withMappedPixels { span in
      span.byteOffsets.map { span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
    }
  }
}

extension ChannelReader {
  /// Takes the news and pins the newest frame, which there must be.
  ///
  /// `#require` copies what it unwraps, and a pin is not to be copied.
  package func latestFrame() throws -> PinnedFrame {
    _ = try refresh()
    guard let frame = try acquireLatest() else { throw NoFrame() }
    return frame
  }
}
