import Pixels
import ShmChannel

/// Makes the pixels that are seen out of a frame, where they are not the frame's own.
final class Composer {
}

extension Pin {
  /// The frame's pixels; a file that is cut short meanwhile is an error, not a crash.
  func withPixels(_ body: (RawSpan) throws(SceneError) -> Void) throws(SceneError) {
    do {
      try frame.withMappedPixels { try body($0) }
    } catch let error as SceneError {
      throw error
    } catch {
      throw .resources("\(error)")
    }
    if frame.wasTruncated { throw .truncated }
  }
}
