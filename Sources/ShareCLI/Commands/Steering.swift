internal import ArgumentParser
internal import ShmChannel

/// `shmshare next`.
struct Next: ParsableCommand {
  static let configuration = Steering.configuration("next", "Show the slideshow's next picture.")
  @OptionGroup var channelOption: ChannelOption
  func run() throws { try Steering.send(.next, channelOption) }
}

/// `shmshare previous`.
struct Previous: ParsableCommand {
  static let configuration = Steering.configuration(
    "previous", "Show the slideshow's picture before this one.")
  @OptionGroup var channelOption: ChannelOption
  func run() throws { try Steering.send(.previous, channelOption) }
}

/// `shmshare first`.
struct First: ParsableCommand {
  static let configuration = Steering.configuration("first", "Show the slideshow's first picture.")
  @OptionGroup var channelOption: ChannelOption
  func run() throws { try Steering.send(.first, channelOption) }
}

/// `shmshare last`.
struct Last: ParsableCommand {
  static let configuration = Steering.configuration("last", "Show the slideshow's last picture.")
  @OptionGroup var channelOption: ChannelOption
  func run() throws { try Steering.send(.last, channelOption) }
}

/// `shmshare pause`.
struct Pause: ParsableCommand {
  static let configuration = Steering.configuration(
    "pause", "Have the slideshow stay at its present picture.")
  @OptionGroup var channelOption: ChannelOption
  func run() throws { try Steering.send(.pause, channelOption) }
}

/// `shmshare resume`.
struct Resume: ParsableCommand {
  static let configuration = Steering.configuration(
    "resume", "Have a slideshow that was paused go on by itself.")
  @OptionGroup var channelOption: ChannelOption
  func run() throws { try Steering.send(.resume, channelOption) }
}

/// What the commands have in common that tell a running slideshow what to do.
enum Steering {
  /// How long a show has for doing as it is told.
  private static let timeout = Duration.seconds(5)

  /// A command's name, and what it does.
  static func configuration(_ name: String, _ abstract: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name, abstract: abstract,
      discussion: """
        Returns when the show has taken it, and ends with 66 where no slideshow runs, 75 if it does \
        not answer within 5 seconds.
        """)
  }

  /// Sends a command, and waits until the show has taken it.
  static func send(_ command: ShowCommand, _ channelOption: ChannelOption) throws(Failure) {
    let name = try channelOption.name()
    guard try !isDone(command, name) else { return }
    throw Failure(.timedOut, "the slideshow on channel \(name) could not take it; try again")
  }

  /// Whether the show has done it, and not refused it.
  static func isDone(_ command: ShowCommand, _ name: ChannelName) throws(Failure) -> Bool {
    do throws(ChannelError) {
      return try ShowSteering.send(command, to: name, awaiting: timeout) == .done
    } catch {
      throw Failure(error)
    }
  }
}
