internal import Synchronization

/// Held while a library decodes that changes the whole process meanwhile: what new memory is filled
/// with, where standard error goes, and the library's own state.
enum LibraryTurn {
  static let lock = Mutex(())
}
