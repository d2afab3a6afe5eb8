import Linux
package import Pixels
package import ShmChannel
package import ViewerCore

/// A frame that no publisher can take while this object lives, shared by those who need it.
package final class Pin {
  /// The frame that is held.
  package let frame: PinnedFrame
  /// What the frame's file was like at the last look; before the first one, when it was pinned.
  package private(set) var extent: Extent
  private var hasLooked = false
  /// What choices have come to.
  private var ranges: [RangeChoice: SampleRange] = [:]
  private var mapping: (tones: Tones, mapping: DisplayMapping)?

  /// Takes over the frame's lock.
  package init(_ frame: consuming PinnedFrame) {
    extent = Extent(of: frame.info, in: frame.fileByteCount)
    self.frame = frame
  }

  /// Columns and rows of the frame.
  package var size: Size { Size(width: frame.info.width, height: frame.info.height) }

  /// How much of the frame a file holds that other programs can change.
  package enum Extent: Equatable, Sendable {
    case whole
    /// Pixels are missing.
    case cutShort
    /// It is longer than a publisher leaves it: docs/PROTOCOL.md, section 7.
    case overlong
  }

  /// What the frame's file is like now. At the first look that is what it was like when it was
  /// pinned, a moment ago.
  package func look() -> Extent {
    if hasLooked {
      let status = try? FileStatus(of: frame.descriptor)
      extent = status.map { Extent(of: frame.info, in: $0.byteCount) } ?? .whole
    }
    hasLooked = true
    return extent
  }

  /// The samples that are black and white.
  package func range(_ choice: RangeChoice?) -> SampleRange {
    guard let choice else { return frame.info.range }
    if let known = ranges[choice] { return known }
    let layout = frame.info.layout
    let found = try? frame.withMappedPixels { choice.range(of: $0, layout: layout) }
    let range = found ?? frame.info.range
    ranges[choice] = range
    return range
  }

  /// The samples that are black and white in those tones.
  package func range(_ tones: Tones) -> SampleRange {
    range(tones.range(for: frame.info.format.sample))
  }

  /// How the frame's pixels become the display's.
  package func mapping(_ tones: Tones) -> DisplayMapping {
    if let mapping, mapping.tones == tones { return mapping.mapping }
    let new = tones.mapping(of: frame.info, range: range(tones))
    mapping = (tones, new)
    return new
  }

  /// What tells its tones; nil if its file has been cut short.
  package func scale(for question: ScaleQuestion) -> ScaleFace? {
    let (info, range) = (frame.info, range(question.tones))
    let face = try? frame.withMappedPixels {
      ScaleFace(question, of: info, pixels: $0, range: range)
    }
    return frame.wasTruncated ? nil : face
  }

  /// How the publisher's range misses the frame; nil where it does not, or where the
  /// file has been cut short.
  ///
  /// - Parameter transfer: what its samples say of light.
  package func miss(_ transfer: Transfer) -> RangeMiss? {
    let info = frame.info
    let miss = try? frame.withMappedPixels {
      RangeMiss(of: info.range, transfer, in: $0, layout: info.layout)
    }
    return frame.wasTruncated ? nil : miss ?? nil
  }

  /// What tells this frame from all others, of any channel.
  package var key: FrameKey {
    FrameKey(channel: frame.info.channelID, generation: frame.info.generation)
  }
}

extension Pin.Extent {
  /// What a file of so many bytes holds of a frame.
  fileprivate init(of info: FrameInfo, in fileByteCount: Int) {
    let capacity = fileByteCount - FrameInfo.pixelOffset
    let byteCount = info.byteCount
    if capacity < byteCount {
      self = .cutShort
    } else {
      self = capacity > byteCount + max(byteCount / 4, 65_536) ? .overlong : .whole
    }
  }
}
