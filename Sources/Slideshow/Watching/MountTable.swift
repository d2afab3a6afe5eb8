internal import Linux

/// Tells that something was mounted or unmounted.
///
/// proc(5): the table has urgent news after each change, once for each open description; so one
/// descriptor wakes, and the other answers.
final class MountTable {
  private let alarm: Descriptor
  private let answer: Descriptor

  /// Has urgent news (`EPOLLPRI`) when the table has changed.
  var number: CInt { alarm.number }

  init() throws(SystemError) {
    alarm = try Descriptor(opening: Self.path)
    answer = try Descriptor(opening: Self.path)
    _ = takeChange()
  }

  /// Whether the table has changed since it was asked last.
  func takeChange() -> Bool {
    Readiness.urgent.now(of: answer.number).contains(.urgent)
  }

  private static let path: PathBytes = "/proc/self/mountinfo"
}
