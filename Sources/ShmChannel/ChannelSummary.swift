/// A channel at one moment, for people and scripts.
public struct ChannelSummary: Equatable, Sendable {
  /// A viewer that lives.
  public struct Viewer: Equatable, Sendable {
    /// What it calls itself.
    public let name: String
    /// In its own PID namespace; for people only.
    public let processID: UInt32
    /// The latest that the X server has shown; `.empty` before the first.
    public let generation: Generation
  }

  /// The channel's name.
  public let name: ChannelName
  /// The latest frame's generation; `.empty` before the first.
  public let generation: Generation
  /// The latest frame; nil before the first.
  public let frame: FrameInfo?
  /// Since that frame was published, by this machine's clock; not below zero.
  public let age: Duration?
  /// All viewers, in no particular order.
  public let viewers: [Viewer]
  /// Frame files, recycled and idle ones included.
  public let frameCount: Int
  /// Bytes of memory that the frame files take.
  public let allocatedByteCount: Int
  /// How many frames before the latest the channel keeps; living viewers may wish for more.
  public let history: UInt32
}
