import ArgumentParser
import CommandLineFiles
import Pixels
import ShmChannel
import ViewerCore

/// What the words of the command line come to.
extension Shmview {
  /// What is asked for, if it makes sense.
  func options() throws(ViewerError) -> Options {
    do throws(UsageError) {
      let named = try namedChannels()
      let channel = if let first = named.first { first } else { try ChannelArgument.ofNoName() }
      var options = Options(
        channel: channel, channels: named, showsAll: all, grid: grid, geometry: geometry,
        preferences: preferences, history: history, isFullscreen: fullscreen, monitor: monitor,
        visual: visual, displayProfile: displayProfile, sync: sync, sharesMemory: shm)
      try GridArguments.check(options, isSole: ifNone, isShow: !slideshow.isEmpty)
      if monitor == "" { throw .emptyMonitor }
      if snapshot != nil && (fullscreen || monitor != nil) { throw .snapshotOfScreen }
      if slideshow.isEmpty { return options }
      if snapshot != nil { throw .snapshotOfSlideshow }
      try ChannelArgument.check(argument: channels.first, showOptions: showOptions)
      let isPrivate = named.isEmpty
      if isPrivate { options.channel = try ChannelArgument.ofOwnShow() }
      options.slideshow = Slideshow.Order(
        paths: slideshow, options: showOptions, channel: options.channel, isPrivate: isPrivate,
        settings: settings)
      return options
    } catch {
      throw .usage(error)
    }
  }

  /// What counts for every channel; keys are bound later.
  private var preferences: Preferences {
    var preferences = Preferences()
    preferences.title = title.map(CommandLineText.display)
    preferences.fit = fit
    preferences.tones = Tones(range: range, table: colorTable, transfer: transfer.transfer)
    preferences.showsInformation = information
    preferences.showsColorBar = colorBar
    preferences.showsHistogram = histogram
    preferences.staleAfter = stale?.duration
    preferences.caption = caption.map {
      ScreenCaption($0, in: captionCorner, points: captionSize, .ofLocale())
    }
    if let background { preferences.bars = background }
    preferences.rotation = rotate
    preferences.holdsOnTouch = holdOnTouch
    preferences.inhibition = inhibit
    preferences.printsStats = stats
    preferences.isQuiet = quietScreen
    preferences.sendsKeys = sendKeys
    return preferences
  }

  /// Which files of settings are read.
  var settings: SettingsSource { SettingsSource(file: config, isOff: noConfig) }

  /// None where the command line names none. Without a slideshow, a word after `--` is a channel,
  /// as everywhere.
  func namedChannels() throws(UsageError) -> [ChannelName] {
    var arguments = channels
    if slideshow.isEmpty, let word = showOptions.first {
      if !arguments.isEmpty || showOptions.count > 1 { throw .noSlideshow(word) }
      arguments = [word]
    }
    return try ChannelArgument.channels(arguments: arguments, option: channelOption)
  }

  /// The channels, as words.
  var channels: [String] { Array(words.prefix { $0 != Self.mark }) }

  /// What is said of the slideshow.
  var showOptions: [String] { Array(words.dropFirst(channels.count + 1)) }

  private static let mark = "--"

  /// Parses a command line, and knows afterwards which words stand behind `--`: the parser takes no
  /// list of words beside another.
  static func parseMarked(_ arguments: [String]) throws -> Shmview {
    guard let place = arguments.firstIndex(of: mark) else { return try parse(arguments) }
    return try parse(Array(arguments[...place]) + [mark] + arguments[(place + 1)...])
  }
}
