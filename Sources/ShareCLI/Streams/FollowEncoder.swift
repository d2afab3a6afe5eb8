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
  private var samples: PixelFormat?
  private var video: Y4MEncoder?

  init(_ settings: FollowSettings) { self.settings = settings }

  /// What stands in front of the first frame.
  var streamHeader: String { video?.header ?? "" }

  /// Makes the frame the one to write.
  func encode(_ frame: borrowing PinnedFrame) throws(Trouble) {
    let info = frame.info
    try checkSize(info)
    next.clear()
    do {
      try frame.withMappedPixels { pixels in
        Result { try encode(pixels, info.layout, DisplayTones(info)) }
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
    try checkSamples(settings.fit == nil ? info.format : .bgrx)
    if settings.format == .y4m, video == nil {
      video = Y4MEncoder(
        width: size.width, height: size.height,
        rate: settings.repeatsFrames ? settings.rate : nil)
    }
  }

  /// Nothing in a raw stream tells that its samples change.
  private func checkSamples(_ format: PixelFormat) throws(Trouble) {
    if settings.format == .raw, let first = samples, format != first {
      throw failure(
        .undecodable,
        "its frames change from \(first.name) to \(format.name), which a stream of raw cannot; "
          + "to have one format: --fit WxH")
    }
    samples = format
  }

  private func encode(_ pixels: RawSpan, _ layout: FrameLayout, _ tones: DisplayTones) throws {
    let mapping = tones.mapping(of: layout.format)
    guard isDrawn(mapping), let size else {
      return try write(pixels, layout, tones)
    }
    if canvas?.layout.width != size.width || canvas?.layout.height != size.height {
      canvas = try FrameCanvas(width: size.width, height: size.height)
    }
    try canvas?.draw(pixels, layout, by: mapping)
    guard let drawn = canvas?.layout else { return }
    try canvas?.withBytes { pixels in try write(pixels, drawn, DisplayTones()) }
  }

  /// Whether frames are drawn into a picture of their own first.
  private func isDrawn(_ mapping: DisplayMapping) -> Bool {
    settings.fit != nil || mapping.hasAlpha && settings.format.isDrawnOverBlack
      || !mapping.isIdentity && settings.format == .y4m
  }

  private func write(_ pixels: RawSpan, _ layout: FrameLayout, _ tones: DisplayTones) throws {
    switch settings.format {
    case .y4m: try encodeVideo(pixels, layout)
    case .raw: try copyRows(pixels, layout)
    case .npy: try write(pixels, layout, as: .npy)
    // Samples as they are, as far as there is room for them.
    case .pnm, .png:
      try write(
        pixels, layout, as: settings.format == .png ? .png : .ppm,
        layout.format.sample == .float32 ? tones : nil)
    case .jpeg: try write(pixels, layout, as: jpeg, tones)
    }
  }

  private var jpeg: ImageEncoder.Format {
    .jpeg(quality: settings.quality, hasFullColors: settings.hasFullColors)
  }

  private func write(
    _ pixels: RawSpan, _ layout: FrameLayout, as format: ImageEncoder.Format,
    _ tones: DisplayTones? = nil
  ) throws {
    try ImageEncoder.write(pixels, layout: layout, as: format, tones: tones) {
      [self] (bytes) throws(EncodingError) in
      guard next.append(bytes) else { throw .outOfMemory }
    }
  }

  private func encodeVideo(_ pixels: RawSpan, _ layout: FrameLayout) throws {
    guard let video else { return }
    try reserve(video.frameByteCount)
    pixels.withUnsafeBytes { source in
      _ = next.append { room in
        video.encode(source, layout: layout, into: room)
        return video.frameByteCount
      }
    }
  }

  private func copyRows(_ pixels: RawSpan, _ layout: FrameLayout) throws {
    let byteCount = layout.rowByteCount
    try reserve(byteCount * layout.height * layout.format.planeCount)
    pixels.withUnsafeBytes { source in
      for row in 0..<layout.height * layout.format.planeCount {
        let start = row * layout.rowStride
        _ = next.append(UnsafeRawBufferPointer(rebasing: source[start..<start + byteCount]))
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
