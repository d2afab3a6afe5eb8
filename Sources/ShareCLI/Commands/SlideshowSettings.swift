private import ArgumentParser
private import CommandLineFiles
private import Settings
private import ShmChannel

/// The command line of `slideshow` with the settings underneath it.
enum SlideshowSettings {
  /// The same command line, if it is a slideshow's with options for what is set in front; says what
  /// is wrong with the settings.
  static func applied(to arguments: [String]) -> [String] {
    let command = SlideshowCommand._commandName
    guard arguments.first == command else { return arguments }
    let given = GivenOptions(
      Array(arguments.dropFirst()), keys: keys, others: ["config", "die-with-parent"])
    let source = SettingsSource(
      file: given.others["config"], isOff: given.others["no-config"] != nil)
    let files = SettingsFiles.read(source, problem: { _, _ in nil })
    let merge = merge(given, files)
    // The viewer that has started this has read the files, and said what is wrong with them.
    let isChild = given.others["die-with-parent"] != nil
    let problems = (isChild ? [] : files.flatMap(\.problems)) + merge.problems
    for line in SettingsProblem.lines(SettingsProblem.sorted(problems, of: files)) {
      StandardStreams.complain(line)
    }
    let list = merge.accepted.first { $0.key == "filelist" }
    return [command] + merge.arguments
      + (list.map { ["--filelist-place", $0.place.description] } ?? []) + given.arguments
  }

  private static let keys = [.channel] + SettingKey.slideshow

  private static func merge(_ given: GivenOptions, _ files: [SettingsText]) -> SettingsMerge {
    let isSet = DefaultChannel.isSet
    let name =
      given.values[.channel]?.last
      ?? (isSet ? nil : Settings(files, channel: nil).lines(of: .channel).first?.value)
    let channel = name.map { try? ChannelName($0) } ?? (try? DefaultChannel.name())
    return SettingsMerge(
      Settings(files, channel: channel), keys: keys,
      given: given.keys.union(isSet ? [.channel] : []), home: SettingsFiles.home,
      problem: { problem($0 + given.arguments) }, alone: { problem($0 + ["."]) })
  }

  /// What is wrong with such a command line; nil for nothing.
  private static func problem(_ arguments: [String]) -> String? {
    do {
      _ = try Shmshare.parseAsRoot([SlideshowCommand._commandName] + arguments)
      return nil
    } catch {
      return Shmshare.exitCode(for: error).isSuccess ? nil : Shmshare.message(for: error)
    }
  }
}
