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
  /// What the publisher says of it: its texts have no control characters (but the line feeds of the
  /// details), and are at most 1,024 bytes long; the transition is of whole milliseconds.
  public let caption: Caption

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
  /// Bytes of pixels, in all planes.
  public var byteCount: Int { layout.byteCount }
  /// What the publisher calls it.
  public var title: String { caption.title }
  /// How long a viewer should take to cross-fade to this frame from what it shows; zero for a cut.
  public var transition: Duration { caption.transition }
  /// The samples that are shown as black and as white where the viewer has not chosen others.
  public var range: SampleRange { caption.range ?? format.sample.range }
}
