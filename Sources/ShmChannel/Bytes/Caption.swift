/// What a publisher says of a picture beside its pixels.
public struct Caption: Equatable, Sendable {
  /// What to call it; made fit by `Title.sanitized`.
  public var title: String
  /// How long viewers should take to cross-fade to it; up to `FrameInfo.maximumTransition`.
  public var transition: Duration
  /// The samples that are black and white; nil for all that their type has (0 to 1 for floats).
  public var range: SampleRange?
  /// What to show a gray picture in; nil for grays. Viewers may choose another one.
  public var colorTable: ColorTable?
  /// What its samples say of light; of no account where a color table shows them.
  public var transfer: Transfer
  /// When it was taken: since the epoch; nil where nobody knows.
  public var capturedAt: Duration?
  /// Lines of `key: value` for people and scripts (camera, lens, exposure, aperture, iso, focal,
  /// taken, place), of at most 1,024 bytes; made fit by `Title.sanitized(details:)`.
  public var details: String

  /// Says what is given, and nothing else.
  public init(
    title: String, transition: Duration = .zero, range: SampleRange? = nil,
    colorTable: ColorTable? = nil, transfer: Transfer = .srgb, capturedAt: Duration? = nil,
    details: String = ""
  ) {
    self.title = title
    self.transition = transition
    self.range = range
    self.colorTable = colorTable
    self.transfer = transfer
    self.capturedAt = capturedAt
    self.details = details
  }
}
