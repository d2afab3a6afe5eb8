package import ShmChannel

/// What the pixels of a stream without any header are.
package enum RawPixelFormat: Hashable, Sendable {
  /// As a frame has them.
  case frame(PixelFormat)
  /// Planes of green, blue, red, and alpha if it is there: FFmpeg's `gbrp` and its like.
  case greenFirst(SampleType, hasAlpha: Bool)
  case nv12, nv21, i420, yuyv, uyvy, p010
}

extension RawPixelFormat {
  /// Bytes that a row of the first plane takes at least.
  func rowByteCount(width: Int) -> Int {
    switch self {
    case .frame(let format): width * format.columnByteCount
    case .greenFirst(let sample, _): width * sample.byteCount
    case .nv12, .nv21, .i420: width
    case .p010: width * 2
    case .yuyv, .uyvy: (width + 1) / 2 * 4
    }
  }

  /// Bytes of which the distance of two rows is a multiple.
  var rowUnit: Int {
    switch self {
    case .frame(let format): format.sample.byteCount
    case .greenFirst(let sample, _): sample.byteCount
    case .p010: 2
    case .nv12, .nv21, .i420, .yuyv, .uyvy: 1
    }
  }

  /// What its frames are in a channel.
  var frameFormat: PixelFormat {
    switch self {
    case .frame(let format): format
    case .greenFirst(let sample, let hasAlpha):
      PixelFormat(hasAlpha ? .rgba : .rgb, sample, isPlanar: true) ?? .bgrx
    case .nv12, .nv21, .i420, .yuyv, .uyvy, .p010: .bgrx
    }
  }

  /// Which of the stream's planes is each of the frame's; nil where planes do not follow one
  /// another as they are.
  var planeOrder: [Int]? {
    switch self {
    case .frame(let format): Array(0..<format.planeCount)
    case .greenFirst(_, let hasAlpha): hasAlpha ? [2, 0, 1, 3] : [2, 0, 1]
    case .nv12, .nv21, .i420, .yuyv, .uyvy, .p010: nil
    }
  }
}
