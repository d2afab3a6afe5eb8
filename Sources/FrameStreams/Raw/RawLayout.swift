package import ShmChannel

/// A frame of a stream without any header: `PIXFMT:WIDTHxHEIGHT[:STRIDE]` on the command line.
package struct RawLayout: Hashable, Sendable {
  package let format: RawPixelFormat
  /// In pixels, 1 to 65,535.
  package let width: Int
  package let height: Int
  /// Bytes from one row to the next, of the first plane.
  package let stride: Int

  /// Why such a text describes no frame; to stand behind the text.
  package enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    case form
    case unknownFormat(String)
    case size
    case stride(least: Int, most: Int, unit: Int)

    package var description: String {
      switch self {
      case .form: "write PIXFMT:WIDTHxHEIGHT or PIXFMT:WIDTHxHEIGHT:STRIDE, such as rgb24:640x480"
      case .unknownFormat(let name):
        "\"\(name)\" is not a pixel format; use one of "
          + RawPixelFormat.names.joined(separator: ", ")
      case .size: "width and height must be from 1 to 65535"
      case .stride(let least, let most, 1): "the stride must be from \(least) to \(most) bytes"
      case .stride(let least, let most, let unit):
        "the stride must be from \(least) to \(most) bytes, a multiple of \(unit)"
      }
    }
  }

  package init(_ text: String) throws(Problem) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { throw .form }
    guard let format = RawPixelFormat(named: parts[0]) else {
      throw .unknownFormat(String(parts[0]))
    }
    let sides = parts[1].split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1] else { throw .form }
    guard (1...65_535).contains(width), (1...65_535).contains(height) else { throw .size }
    self.format = format
    self.width = width
    self.height = height
    let least = format.rowByteCount(width: width)
    guard parts.count == 3 else {
      stride = least
      return
    }
    let most = 65_535 * 16  // of a frame in a channel (docs/PROTOCOL.md)
    guard let given = Int(parts[2]) else { throw .form }
    guard (least...most).contains(given), given.isMultiple(of: format.rowUnit) else {
      throw .stride(least: least, most: most, unit: format.rowUnit)
    }
    stride = given
  }

  /// Bytes of a row of the first plane, without what follows them.
  var rowByteCount: Int { format.rowByteCount(width: width) }

  /// How its frames lie in a channel: as they come, if that has room for their stride.
  package var frameLayout: FrameLayout {
    let frame = format.frameFormat
    let isKept =
      format.planeOrder != nil
      && FrameLayout.allows(rowStride: stride, width: width, format: frame)
    return FrameLayout(
      width: width, height: height, format: frame, rowStride: isKept ? stride : nil)
  }

  /// Bytes of a frame.
  package var byteCount: Int {
    let half = (height + 1) / 2
    return switch format {
    case .i420: stride * height + 2 * chromaStride * half
    case .nv12, .nv21, .p010: stride * height + chromaStride * half
    case .yuyv, .uyvy: stride * height
    case .frame, .greenFirst: stride * height * format.frameFormat.planeCount
    }
  }

  /// Bytes from one row of chroma samples to the next.
  var chromaStride: Int {
    switch format {
    case .i420: (stride + 1) / 2
    case .nv12, .nv21: (stride + 1) / 2 * 2
    case .p010: (stride + 3) / 4 * 4
    case .frame, .greenFirst, .yuyv, .uyvy: 0
    }
  }
}
