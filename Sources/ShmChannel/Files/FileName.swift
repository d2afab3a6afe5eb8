/// The names in a root and in a channel (docs/PROTOCOL.md, "Files").
package enum FileName {
  /// Who the channel is, and which frame is the newest.
  static let control = "control"
  /// The publishers' mutex.
  static let lock = "lock"
  /// The subdirectory with a file for each viewer.
  static let viewers = "viewers"
  /// Whether a file in that has a viewer's name, 16 lower-case hexadecimal digits.
  static func isViewers(_ name: String) -> Bool {
    name.utf8.count == 16
      && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The channel's slideshow.
  package static let show = "show"
  /// What people do in the viewers.
  static let events = "events"
  /// What a frame's name begins with; its serial follows.
  static let framePrefix = "frame-"
  /// A channel that is being made.
  static let newPrefix = ".new-"
  /// A channel that was removed, and is being deleted.
  static let deadPrefix = ".dead-"
}
