package import ShmChannel

/// The channel that is meant where the command line names none.
package enum DefaultChannel {
  /// The environment's name for it.
  private static let variable = "SHMVIEW_CHANNEL"

  /// Whether the environment names one.
  package static var isSet: Bool { SettingsFiles.variable(variable) != nil }

  /// What `SHMVIEW_CHANNEL` names, else `default`.
  package static func name() throws(DefaultChannelError) -> ChannelName {
    guard let text = SettingsFiles.variable(variable) else { return .standard }
    do throws(ChannelError) { return try ChannelName(CommandLineText.display(text)) } catch {
      throw DefaultChannelError(description: "\(variable): \(error)")
    }
  }
}
