internal import FrameStreams
internal import SystemPackage

/// How the reading of a stream has ended.
enum StreamEnding: Error, Equatable {
  /// The source has ended between two pictures.
  case finished
  /// It has ended within a picture, of which that many bytes had come.
  case cut(byteCount: Int)
  /// It has ended before anything came.
  case empty
  /// It has ended before its first picture began.
  case pictureless
  /// Its first bytes begin nothing that is known; these are they.
  case unknown(head: [UInt8])
  /// It cannot be taken apart.
  case broken(StreamError)
  /// Its pictures have more pixels than are allowed.
  case tooLarge(width: Int, height: Int)
  /// There is no memory for its next picture.
  case noMemory
  /// It cannot be read.
  case system(Errno)
}
