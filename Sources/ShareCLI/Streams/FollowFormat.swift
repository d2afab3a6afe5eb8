/// What `shmshare follow` makes of frames.
enum FollowFormat: String, CaseIterable {
  case y4m, pnm, png, jpeg, npy, raw

  /// What a file's name says; nil if it says nothing that is written.
  ///
  /// - Parameter name: as `CommandLineText` has it.
  init?(forFileNamed name: String) {
    let file = name.split(separator: "/").last?.drop { $0 == "." } ?? ""
    let ending = file.lastIndex(of: ".").map { file[$0...].dropFirst().lowercased() } ?? ""
    switch ending {
    case "png": self = .png
    case "ppm", "pnm": self = .pnm
    case "jpg", "jpeg", "jpe", "jfif": self = .jpeg
    case "npy": self = .npy
    case "y4m": self = .y4m
    case "raw": self = .raw
    default: return nil
    }
  }

  /// Whether the frames of a stream all have the size that the first one has.
  var hasOneSize: Bool { self == .y4m || self == .raw }

  /// Whether what lets a background through is lost, so that it has to be drawn over one.
  var isDrawnOverBlack: Bool { self == .y4m || self == .jpeg }
}
