/// What a frame's header says, checked; a private copy that no other process can change.
public struct FrameInfo: Equatable, Sendable {
  /// The channel that the frame belongs to.
  public let channelID: ChannelID
  /// The number of the frame's file.
  public let serial: Serial
  /// The commit that published it.
  public let generation: Generation
  /// How its pixels lie in the file, from `pixelOffset` on.
  public let layout: FrameLayout
  /// When it was committed: since the epoch, by the publisher's clock.
  public let publishedAt: Duration
  /// What the publisher calls it; no control characters, at most 1,024 bytes of UTF-8.
  public let title: String
  /// How long a viewer should take to cross-fade to this frame from what it shows: whole
  /// milliseconds, at most `maximumTransition`; zero for a cut.
  public internal(set) var transition = Duration.zero

  /// Where the pixels start in a frame file, in bytes: one page in.
  public static let pixelOffset = 4096
  /// The most columns and rows that a frame has.
  public static let maximumSide = FrameLayout.sides.upperBound
  /// The longest cross-fade.
  public static let maximumTransition = Duration.seconds(60)

  /// Columns, 1 to 65,535.
  public var width: Int { layout.width }
  /// Rows, 1 to 65,535.
  public var height: Int { layout.height }
  /// Bytes from one row to the next.
  public var rowStride: Int { layout.rowStride }
  /// How a pixel is stored.
  public var format: PixelFormat { layout.format }
  /// Bytes of pixels: `rowStride * height`.
  public var byteCount: Int { layout.byteCount }
}
