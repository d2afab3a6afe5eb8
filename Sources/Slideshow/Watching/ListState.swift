/// How far a list has come whose names are taken while the show runs.
package enum ListState: UInt64, Hashable, Sendable {
  /// No more names come; so it is where there is no such list.
  case ended
  /// Its first names come, whose pictures belong to the start of the show.
  case beginning
  /// It has paused: the pictures that it names now are new.
  case open
}
