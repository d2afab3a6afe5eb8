/// Which files of settings a program reads.
package enum SettingsSource: Equatable, Sendable {
  /// The person's own, and the system's.
  case standard
  /// The one that `--config` names, as `CommandLineText` has it.
  case file(String)
  /// None: `--no-config`.
  case nothing

  /// What the options say.
  package init(file: String?, isOff: Bool) {
    self = isOff ? .nothing : file.map(Self.file) ?? .standard
  }

  /// The options that say the same to another program.
  package var arguments: [String] {
    switch self {
    case .standard: []
    case .file(let name): ["--config", name]
    case .nothing: ["--no-config"]
    }
  }
}
