import ArgumentParser
import CommandLineFiles
import Pixels
import ViewerCore

/// What the command line says of tones.
enum ToneArguments {
  static func range(_ text: String) throws -> RangeChoice {
    guard let choice = RangeChoice(text) else {
      throw ValidationError("it takes \(RangeChoice.accepted)")
    }
    return choice
  }

  static func table(_ name: String) throws -> Tones.Table {
    guard let table = Tones.Table(named: name) else {
      throw ValidationError(
        "there is no color table \"\(CommandLineText.display(name))\"; use one of "
          + Tones.Table.names.joined(separator: ", "))
    }
    return table
  }
}
