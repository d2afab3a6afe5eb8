import Glibc
import ImageDecoding

/// A signal that has ended a process as it decoded: only what a library does is excused.
struct ChildSignal {
  let number: CInt
  let type: ImageType
  /// What was decoded, to repeat it.
  let what: String

  /// A call that the sandbox forbids, and traps of Swift's: no library of C ends so by a mistake.
  private static let forbidden = [SIGSYS, SIGILL, SIGTRAP]
  /// Types whose every byte is read by our own code, which is to end by no signal at all.
  private static let ownTypes: Set<ImageType> = [.gif, .bmp, .pnm, .tga, .ico, .qoi]

  /// Counts and names it.
  ///
  /// - Throws: `BrokenPromise`, when no library is to blame.
  func judge(_ tally: inout Tally) throws {
    try demand(
      !Self.forbidden.contains(number) && !Self.ownTypes.contains(type),
      "\(what), a \(type): signal \(number)")
    tally.count("processes ended by signal \(number) in a library, at a \(type)")
    say("decoders: \(what), a \(type): signal \(number)", to: STDERR_FILENO)
  }
}
