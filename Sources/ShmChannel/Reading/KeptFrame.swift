/// A frame that is still there, the latest or one before it.
public struct KeptFrame: Equatable, Sendable {
  /// Its number.
  public let generation: Generation
  /// Bytes of memory that its file takes.
  public let allocatedByteCount: Int

  package init(generation: Generation, allocatedByteCount: Int) {
    self.generation = generation
    self.allocatedByteCount = allocatedByteCount
  }
}
