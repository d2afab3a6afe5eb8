import ArgumentParser
import CommandLineFiles
import Settings
import ShmChannel
import ViewerCore

/// The command line with the settings underneath it.
struct SettledCommand {
  let command: Shmview
  /// What keys do.
  let controls: Controls
  /// What is wrong with the settings; none of it keeps the window from opening.
  let problems: [SettingsProblem]

  /// The settings that have gone into the command.
  let accepted: [SettingsEntry]

  private let given: GivenOptions
  private let settings: Settings
  private let keys: BoundKeys

  /// - Throws: as `Shmview.parse`, for what is wrong with the command line alone.
  init(_ arguments: [String]) throws {
    given = GivenOptions(arguments, keys: SettingKey.viewer, others: ["config"])
    let explicit = try Shmview.parseMarked(given.arguments)
    let files = SettingsFiles.read(explicit.settings, problem: Self.problem)
    // What is wrong with the channel is said later.
    let named = try? explicit.namedChannels()
    let channel = Self.channel(
      named, showsAll: explicit.all, isShow: !explicit.slideshow.isEmpty, files)
    settings = Settings(files, channel: channel.section)
    var said = given.keys
    if !channel.isSetting { said.insert(.channel) }
    // Pictures of other programs are in a channel that is named here: a show for any window is not
    // published over them, one that its own section sets is.
    if let named, !named.isEmpty, !settings.isOfChannel(.pictures) { said.insert(.pictures) }
    let merge = SettingsMerge(
      settings, keys: SettingKey.viewer, given: said, home: SettingsFiles.home,
      problem: { [given] in Self.problem($0 + given.arguments) }, alone: Self.problem)
    command =
      merge.arguments.isEmpty
      ? explicit : try Shmview.parseMarked(merge.arguments + given.arguments)
    accepted = merge.accepted
    keys = BoundKeys(settings.keys)
    controls = keys.controls
    problems = SettingsProblem.sorted(
      files.flatMap(\.problems) + merge.problems + keys.problems, of: files)
  }

  /// What a window cannot begin with; nil for nothing.
  private static func problem(_ arguments: [String]) -> String? {
    do {
      _ = try Shmview.parseMarked(arguments).options()
      return nil
    } catch let error as ViewerError {
      return error.description
    } catch {
      return Shmview.exitCode(for: error).isSuccess ? nil : Shmview.message(for: error)
    }
  }

  /// What the parser has against a value that has the right form.
  private static func problem(with key: SettingKey, _ value: String) -> String? {
    guard key.kind == .text, SettingKey.viewer.contains(key) else { return nil }
    return problem(key.arguments(value))
  }

  /// The channel whose part of the settings counts, and whether the settings say which one.
  private static func channel(
    _ named: [ChannelName]?, showsAll: Bool, isShow: Bool, _ files: [SettingsText]
  ) -> (section: ChannelName?, isSetting: Bool) {
    // What files say of one channel is not said of a window with others.
    if let named, let first = named.first { return (named.count == 1 ? first : nil, false) }
    if isShow || showsAll { return (nil, false) }
    if DefaultChannel.isSet { return (try? DefaultChannel.name(), false) }
    let text = Settings(files, channel: nil).lines(of: .channel).first?.value
    return (text.flatMap { try? ChannelName($0) } ?? .standard, true)
  }
}

/// `--print-config`
extension SettledCommand {
  /// Writes all settings to standard output.
  func print() throws(ViewerError) -> CInt {
    let options = try command.options()
    let channel = options.channel
    let window = Self.words(for: options)
    var printed = PrintedSettings()
    printed.remark("What holds for \(window), as a file of settings: shmview-config(5)")
    for key in SettingKey.viewer {
      let isNamed = !command.channels.isEmpty || DefaultChannel.isSet
      if key == .channel, options.channels.count > 1 {
        printed.addComment(key.name, Self.list(options.channels), "command line")
      } else if key == .channel, isNamed, !options.isSeveral {
        let origin = command.channels.isEmpty ? "SHMVIEW_CHANNEL" : "command line"
        printed.add(key.name, channel.string, origin)
      } else {
        add(key, given.values[key], to: &printed)
      }
    }
    printed.remark("Of the slideshow:")
    let show = GivenOptions(command.showOptions, keys: SettingKey.slideshow)
    for key in SettingKey.slideshow { add(key, show.values[key], to: &printed) }
    printed.heading("keys")
    keys.add(to: &printed)
    try StandardOutput.say(CommandLineText.display(printed.text))
    return 0
  }

  private static func words(for options: Options) -> String {
    if options.showsAll { return "all channels" }
    if options.isSeveral {
      return "channels \(list(options.channels))"
    }
    return options.slideshow?.isPrivate == true ? "a slideshow" : "channel \(options.channel)"
  }

  private static func list(_ channels: [ChannelName]) -> String {
    channels.map(\.string).joined(separator: ", ")
  }

  private func add(_ key: SettingKey, _ said: [String]?, to printed: inout PrintedSettings) {
    let isShow = SettingKey.slideshow.contains(key)
    let lines = settings.lines(of: key).filter { isShow || accepted.contains($0) }
    printed.add(key, given: said, lines: lines)
  }
}
