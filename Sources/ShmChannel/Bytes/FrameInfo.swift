/// What a frame's header says, checked; a private copy that no other process can change.
public struct FrameInfo: Equatable, Sendable {
  /// The channel that the frame belongs to.
  public let channelID: ChannelID
  /// The number of the frame's file.
  public let serial: Serial
  /// The commit that published it.
  public let generation: Generation
  /// Columns, 1 to 65,535.
  public let width: Int
  /// Rows, 1 to 65,535.
  public let height: Int
  /// Bytes from one row to the next: a multiple of 4, at least `width * 4`.
  public let rowStride: Int
  /// How a pixel is laid out.
  public let format: PixelFormat
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
  public static let maximumSide = 65_535
  /// The longest cross-fade.
  public static let maximumTransition = Duration.seconds(60)

  /// Bytes of pixels: `rowStride * height`.
  public var byteCount: Int { rowStride * height }
}
