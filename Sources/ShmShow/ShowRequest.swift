/// A command that the show has taken, and is to carry out.
public struct ShowRequest: Hashable, Sendable {
  /// What is wanted.
  public let command: ShowCommand
  /// Where it stands in the show file, by which its sender finds the answer.
  let range: Range<Int>
}
