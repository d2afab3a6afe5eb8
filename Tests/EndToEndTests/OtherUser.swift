/// Another user, as whom setpriv(1) runs a program; the tests run as root.
enum OtherUser {
  /// `nobody` of Debian.
  static let id: UInt32 = 65_534

  /// Arguments of setpriv, before those of the program.
  static let options = ["--reuid", "\(id)", "--regid", "\(id)", "--clear-groups"]
}
