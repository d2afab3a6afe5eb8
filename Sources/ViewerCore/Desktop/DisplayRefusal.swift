/// What a person is told whose X server is there, and does not let them in.
package struct DisplayRefusal: Equatable, Sendable, CustomStringConvertible {
  /// The display's name.
  package var display: String
  /// The file with the cookies (Xsecurity(7)): the value of XAUTHORITY, or nil if that is not set.
  package var authority: String?
  /// Whether the file can be read.
  package var isReadable: Bool

  package init(display: String, authority: String?, isReadable: Bool) {
    self.display = display
    self.authority = authority
    self.isReadable = isReadable
  }

  /// What happened, and what to do.
  package var description: String {
    "the X server \(display) does not let you in: \(reason); set XAUTHORITY to the file with the "
      + "cookie of that session, often ~/.Xauthority of the user who is logged in"
  }

  private var reason: String {
    switch (authority, isReadable) {
    case (nil, true): "~/.Xauthority has no cookie that it takes, and XAUTHORITY is not set"
    case (nil, false): "there is no cookie in ~/.Xauthority, and XAUTHORITY is not set"
    case (let file?, true): "\(file), which XAUTHORITY names, has no cookie that it takes"
    case (let file?, false): "\(file), which XAUTHORITY names, cannot be read"
    }
  }

  /// The number of a display of this machine, as X programs name it: `:1`, `unix:1.0`; nil for one
  /// that is elsewhere.
  package static func localNumber(of display: String) -> Int? {
    let parts = display.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].isEmpty || parts[0] == "unix" else { return nil }
    return parts[1].split(separator: ".").first.flatMap { Int($0) }
  }
}
