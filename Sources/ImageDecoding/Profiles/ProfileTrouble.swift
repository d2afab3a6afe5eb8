/// Why a file's profile is not used; its picture is shown all the same.
enum ProfileTrouble: Error, Equatable {
  case damaged
  /// It is for colors of another kind than the picture's, or of a kind that is not read.
  case unsuitable
  /// Little CMS cannot be loaded.
  case noLibrary
}

extension ProfileTrouble: CustomStringConvertible {
  /// To stand behind `NAME: `.
  var description: String {
    let cause =
      switch self {
      case .damaged: "its color profile is damaged"
      case .unsuitable: "its color profile does not suit its colors"
      case .noLibrary: "this system lacks liblcms2, which its color profile needs"
      }
    return "\(cause), so its colors are shown as sRGB"
  }
}
