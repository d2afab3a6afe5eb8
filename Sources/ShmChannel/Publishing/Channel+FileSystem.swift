import Linux

extension Channel {
  /// Bytes of the file system that the channel lies on, taken and free; nil where it has no bound.
  public var fileSystemByteCount: Int? {
    FileSystemRoom(of: current.directory.number).flatMap(\.totalByteCount)
  }
}
