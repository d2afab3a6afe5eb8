/// The color profile of a file, and what has become of it.
package struct ProfileFate: Equatable, Sendable {
  enum Use: Equatable {
    /// Its colors are sRGB's already.
    case kept
    /// Colors have become sRGB's.
    case converted
    /// The numbers are as they are in the file.
    case ignored
    case refused(ProfileTrouble)
  }

  /// What the profile says that it is of; nil where it does not say, or cannot be read.
  let name: String?
  let use: Use

  /// Nil where a file says nothing of its colors, or in few numbers that they are sRGB's.
  init?(_ profile: FileProfile?, _ use: Use) {
    guard let profile else { return nil }
    if case .space = profile, use == .kept { return nil }
    (name, self.use) = (profile.name, use)
  }

  /// As a line of a frame's details (docs/PROTOCOL.md, "Details").
  package var line: String {
    "profile: " + [name ?? "unnamed", use.words].compactMap(\.self).joined(separator: ", ")
  }

  /// What is wrong with it, for people; nil where nothing is.
  var remark: String? {
    if case .refused(let trouble) = use { "\(trouble)" } else { nil }
  }
}

extension ProfileFate.Use {
  fileprivate var words: String? {
    switch self {
    case .kept: nil
    case .converted: "converted to sRGB"
    case .ignored: "ignored"
    case .refused(.damaged): "damaged"
    case .refused(.unsuitable): "does not suit"
    case .refused(.noLibrary): "needs liblcms2"
    }
  }
}
