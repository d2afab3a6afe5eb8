import ArgumentParser
import CommandLineFiles

/// Which profile a person wants the monitor to have.
enum ProfileWish: Equatable {
  /// None: its colors are taken for sRGB's.
  case none
  /// The one that the desktop says.
  case auto
  /// That of a file, as `CommandLineText` has it.
  case file(String)

  /// As a command line says it; a file of the name of one of the words is `./none`.
  static func parsed(_ text: String) throws -> ProfileWish {
    switch text {
    case "": throw ValidationError("--display-profile takes none, auto or a file, not \"\"")
    case "none": ProfileWish.none
    case "auto": .auto
    default: .file(text)
    }
  }
}
