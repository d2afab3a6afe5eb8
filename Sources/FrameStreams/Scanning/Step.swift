/// What a walk through a picture's bytes wants next.
enum Step: Equatable {
  /// That many bytes, at least one, to decide by.
  case field(Int)
  /// Pass over that many bytes, which may be none.
  case pass(Int)
  /// Pass over that many bytes, which belong to no picture, as nothing before them does.
  case skip(Int)
  /// Pass over everything up to and including this sequence of bytes.
  case find([UInt8])
  /// The picture begins here: what came before it in this unit does not belong to it.
  case begin
  /// The unit ends here.
  case end
}
