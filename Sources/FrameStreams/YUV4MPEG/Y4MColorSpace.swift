/// How the samples of a YUV4MPEG2 stream are laid out: its `C` parameter, as mjpegtools and FFmpeg
/// write it.
package struct Y4MColorSpace: Hashable, Sendable {
  /// How many luma samples share one of each chroma plane, across and down.
  package enum Chroma: Hashable, Sendable {
    case none
    case c420, c411, c422, c444
    /// 4:4:4 with a plane of alpha.
    case c444alpha
  }

  package let chroma: Chroma
  /// 8 to 16; more than 8 take two bytes, the low one first.
  package let bitDepth: Int

  /// What a stream without the parameter has.
  package static let `default` = Y4MColorSpace(chroma: .c420, bitDepth: 8)

  /// - Throws: `StreamError.unsupported` for a depth or a layout that is not read.
  init(parameter: Substring) throws(StreamError) {
    guard let space = Self.known[String(parameter)] else {
      throw .unsupported(what: "YUV4MPEG2 of the color space \"\(parameter)\"")
    }
    self = space
  }

  private init(chroma: Chroma, bitDepth: Int) {
    self.chroma = chroma
    self.bitDepth = bitDepth
  }

  /// The sites of chroma samples (jpeg, mpeg2, paldv) differ by less than a pixel, which no player
  /// that scales chroma by repeating or by bilinear filtering takes into account.
  private static let eightBits: [String: Chroma] = [
    "420": .c420, "420jpeg": .c420, "420mpeg2": .c420, "420paldv": .c420, "411": .c411,
    "422": .c422, "444": .c444, "444alpha": .c444alpha, "mono": .none,
  ]

  /// Those that have forms of more than 8 bits, and what stands before the number of these.
  private static let deep: [(name: String, chroma: Chroma)] = [
    ("420p", .c420), ("422p", .c422), ("444p", .c444), ("mono", .none),
  ]

  /// What FFmpeg writes.
  private static let deepBits = [9, 10, 12, 14, 16]

  private static let known: [String: Y4MColorSpace] = {
    var known = eightBits.mapValues { Y4MColorSpace(chroma: $0, bitDepth: 8) }
    for (name, chroma) in deep {
      for bits in deepBits {
        known["\(name)\(bits)"] = Y4MColorSpace(chroma: chroma, bitDepth: bits)
      }
    }
    return known
  }()
}

extension Y4MColorSpace {
  /// A plane of samples.
  package struct Plane: Hashable, Sendable {
    /// In samples.
    package let width: Int
    package let height: Int
    /// Bytes from one row to the next; there is nothing between them.
    package let stride: Int

    package var byteCount: Int { stride * height }
  }

  /// The planes of a picture, in the order in which they come: luma, blue, red, alpha.
  package func planes(width: Int, height: Int) -> [Plane] {
    let luma = plane(width, height)
    switch chroma {
    case .none: return [luma]
    case .c420: return [luma] + twice(plane((width + 1) / 2, (height + 1) / 2))
    case .c411: return [luma] + twice(plane((width + 3) / 4, height))
    case .c422: return [luma] + twice(plane((width + 1) / 2, height))
    case .c444: return [luma] + twice(luma)
    case .c444alpha: return [luma, luma, luma, luma]
    }
  }

  private func plane(_ width: Int, _ height: Int) -> Plane {
    Plane(width: width, height: height, stride: bitDepth > 8 ? width * 2 : width)
  }

  private func twice(_ plane: Plane) -> [Plane] { [plane, plane] }
}
