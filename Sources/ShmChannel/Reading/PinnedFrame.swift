/// A frame that no publisher can take until this value goes.
public struct PinnedFrame: ~Copyable {
  /// What the frame's header says.
  public let info: FrameInfo
  /// Bytes of the frame's file when it was pinned; another process can change that at any time.
  package let fileByteCount: Int
  private let file: ReaderFrame

  /// - Parameter file: pinned already; this value unpins it.
  init(_ info: FrameInfo, fileByteCount: Int, in file: ReaderFrame) {
    self.info = info
    self.fileByteCount = fileByteCount
    self.file = file
  }

  deinit { file.unpin() }

  /// The frame file, open for reading; the pixels start at `FrameInfo.pixelOffset`.
  ///
  /// Valid while this value lives. Code that passes it on (to the X server) passes a `dup(2)` of
  /// it, which shares the open file description and with it the pin.
  public var descriptor: CInt { file.number }

  /// Runs `body` on the pixels, `info.byteCount` of them, mapped read-only.
  ///
  /// When another process truncates the file they turn to zeros; `wasTruncated` tells.
  ///
  /// - Throws: `ChannelError` when the file cannot be mapped.
  public func withMappedPixels<R: ~Copyable>(
    _ body: (RawSpan) -> R
  ) throws(ChannelError) -> R {
    let mapping = try file.pixelMapping(byteCount: info.byteCount)
    return mapping.withPixels(byteCount: info.byteCount, body)
  }

  /// Whether `withMappedPixels` has met memory that was no longer there.
  public var wasTruncated: Bool { file.wasTruncated }
}
