package import Pixels
package import ShmChannel
package import ViewerCore

/// A copy of a frame that others are compared with.
package final class MarkedFrame: Sendable {
  /// What it is called.
  package let key: MarkKey
  let info: FrameInfo
  let copy: FrameCopy

  /// Copies a frame; nil if its file has been cut short.
  package init?(_ key: MarkKey, of frame: borrowing PinnedFrame) {
    let layout = frame.info.layout
    guard let copy = try? frame.withMappedPixels({ FrameCopy($0, layout: layout) }),
      !frame.wasTruncated
    else { return nil }
    self.key = key
    info = frame.info
    self.copy = copy
  }

  /// What the core knows of it.
  package var mark: Mark { Mark(key, of: info) }
}

extension Pin {
  /// How much the frame differs from the marked one; nil if its file has been cut short, or they
  /// cannot be compared.
  package func difference(from mark: MarkedFrame) -> DifferenceFigures? {
    let layout = frame.info.layout
    guard let difference = FrameDifference(of: layout, from: mark.copy) else { return nil }
    let figures = try? frame.withMappedPixels { difference.figures(of: $0, layout: layout) }
    return frame.wasTruncated ? nil : figures
  }
}
