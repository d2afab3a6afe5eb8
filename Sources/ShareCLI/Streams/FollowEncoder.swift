internal import FrameStreams
private import ImageEncoding
private import Pixels
internal import ShmChannel

/// Makes a frame what `shmshare follow` writes, in memory: what is cut or fails is never written.
final class FollowEncoder {
  /// Why a frame is not written.
  enum Trouble: Error, Equatable {
    /// Another process has cut its file meanwhile.
    case cut
    case failure(Failure)
  }

  private let settings: FollowSettings
  /// The last frame that is whole.
  private(set) var bytes = InputBytes()
  private var next = InputBytes()
  private var canvas: FrameCanvas?
  /// Of the first frame, for formats whose frames have all the same.
  private var size: FollowSettings.Size?
  private var video: Y4MEncoder?

  init(_ settings: FollowSettings) { self.settings = settings }

  /// What stands in front of the first frame.
  var streamHeader: String { video?.header ?? "" }

  /// Whether there is a frame that can be written again.
  var hasFrame: Bool { bytes.count > 0 }

  /// Makes the frame the one to write.
  func encode(_ frame: borrowing PinnedFrame) throws(Trouble) {
    let info = frame.info
    try checkSize(info)
    next.clear()
    do {
      try frame.withMappedPixels { pixels in
        Result { try encode(pixels, info) }
      }.get()
    } catch let trouble as Trouble {
      throw trouble
    } catch let error as ChannelError {
      throw .failure(Failure(error))
    } catch {
      throw failure(.undecodable, "\(error)")
    }
    if frame.wasTruncated { throw .cut }
    swap(&bytes, &next)
  }

  private func checkSize(_ info: FrameInfo) throws(Trouble) {
    let own = FollowSettings.Size(width: info.width, height: info.height)
    let size = settings.fit ?? own
    if settings.format.hasOneSize, let first = self.size, size != first {
      throw failure(
        .undecodable,
        "its frames change from \(first.width)x\(first.height) to \(size.width)x\(size.height), "
          + "which a stream of \(settings.format.rawValue) cannot; to have one size: "
          + "--fit \(first.width)x\(first.height)")
    }
    self.size = size
    if settings.format == .y4m, video == nil {
      video = Y4MEncoder(
        width: size.width, height: size.height,
        rate: settings.repeatsFrames ? settings.rate : nil)
    }
  }

  private func encode(_ pixels: RawSpan, _ info: FrameInfo) throws {
    let isDrawn =
      settings.fit != nil || info.format == .bgra && settings.format.isDrawnOverBlack
    guard isDrawn, let size else {
      return try encode(
        pixels, info.width, info.height, stride: info.rowStride,
        isOpaque: info.format == .bgrx)
    }
    if canvas?.width != size.width || canvas?.height != size.height {
      canvas = try FrameCanvas(width: size.width, height: size.height)
    }
    try canvas?.draw(pixels, info)
    try canvas?.withBytes { pixels in
      try encode(pixels, size.width, size.height, stride: size.width * 4, isOpaque: true)
    }
  }

  private func encode(
    _ pixels: RawSpan, _ width: Int, _ height: Int, stride: Int, isOpaque: Bool
  ) throws {
    switch settings.format {
    case .y4m: try encodeVideo(pixels, stride: stride)
    case .raw: try copyRows(pixels, width * 4, height, stride: stride)
    case .pnm, .png, .jpeg:
      let format: ImageEncoder.Format =
        switch settings.format {
        case .png: .png
        case .jpeg: .jpeg(quality: settings.quality)
        case .pnm, .y4m, .raw: .ppm
        }
      try ImageEncoder.write(
        pixels, width: width, height: height, rowStride: stride, isOpaque: isOpaque, as: format
      ) { [self] (bytes) throws(EncodingError) in
        guard next.append(bytes) else { throw .outOfMemory }
      }
    }
  }

  private func encodeVideo(_ pixels: RawSpan, stride: Int) throws {
    guard let video else { return }
    try reserve(video.frameByteCount)
    pixels.withUnsafeBytes { source in
      _ = next.append { room in
        video.encode(source, stride: stride, into: room)
        return video.frameByteCount
      }
    }
  }

  private func copyRows(_ pixels: RawSpan, _ byteCount: Int, _ height: Int, stride: Int) throws {
    try reserve(byteCount * height)
    pixels.withUnsafeBytes { source in
      for y in 0..<height {
        _ = next.append(
          UnsafeRawBufferPointer(rebasing: source[y * stride..<y * stride + byteCount]))
      }
    }
  }

  private func reserve(_ byteCount: Int) throws(EncodingError) {
    guard next.reserve(byteCount) else { throw .outOfMemory }
  }

  private func failure(_ status: ExitStatus, _ words: String) -> Trouble {
    .failure(Failure(status, "channel \(settings.channel): \(words)"))
  }
}
