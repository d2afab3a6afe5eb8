import ArgumentParser
import CommandLineFiles
import Glibc
import Linux
import Settings
import ShmChannel
import ViewerCore

/// From the command line to the window's end.
extension Shmview {
  /// Parses, shows, and ends with an exit code as in `sysexits.h`.
  static func main() {
    let started = ContinuousClock.now
    do throws(ViewerError) {
      try StandardOutput.prepare()
      Glibc.exit(try run(started: started))
    } catch {
      Notices.write(CommandLineText.display(error.description))
      Glibc.exit(error.exitCode)
    }
  }

  private static func run(started: ContinuousClock.Instant) throws(ViewerError) -> CInt {
    let settled: SettledCommand
    do {
      settled = try SettledCommand(CommandLineText.arguments())
    } catch {
      return try explain(error)
    }
    for line in SettingsProblem.lines(settled.problems) { Notices.write(line) }
    if settled.command.printConfig { return try settled.print() }
    return try settled.command.show(settled.controls, started: started)
  }

  /// Prints help to standard output, and what is wrong with the arguments to standard error.
  private static func explain(_ error: any Error) throws(ViewerError) -> CInt {
    let code = exitCode(for: error)
    if code.isSuccess {
      try StandardOutput.say(fullMessage(for: error) + "\n")
    } else {
      let lines = message(for: error).split(separator: "\n")
      let text = CommandLineText.display(lines.joined(separator: " "))
      Notices.write("\(text); see shmview --help")
    }
    return code.rawValue
  }

  /// Returns the exit code.
  private func show(
    _ controls: Controls, started: ContinuousClock.Instant
  ) throws(ViewerError) -> CInt {
    var options = try options()
    let known = options.isSeveral ? controls : controls.forOneChannel
    options.controls = sendKeys ? known.forPrograms : known
    if let snapshot {
      try Snapshot.write(options, to: snapshot)
      return 0
    }
    options.startup = StartupNotification.take()
    options.service = ServiceManager.take()
    if !ifNone { return try show(options, started: started) }
    // Held until this viewer is listed, which it is once it exists.
    guard let claim = try Self.claim(options.channel) else { return 0 }
    return try show(options, started: started, claim: claim)
  }

  /// - Parameter claim: what keeps others from opening a viewer, until this one is there.
  private func show(
    _ options: Options, started: ContinuousClock.Instant, claim: consuming SoleViewer? = nil
  ) throws(ViewerError) -> CInt {
    let signals = try Self.signals()
    let display = try Display()
    let slideshow: Slideshow? =
      if let order = options.slideshow { try Slideshow(order) } else { nil }
    defer { slideshow?.end() }
    let viewer = try Viewer(
      on: display, options: options, slideshow: slideshow, started: started)
    claim = nil
    defer { viewer.finish() }
    defer {
      signals.release()
      display.leave()
    }
    try EventLoop.run(viewer, signals)
    return viewer.exitCode
  }

  /// Nil where the channel has a viewer.
  private static func claim(_ channel: ChannelName) throws(ViewerError) -> SoleViewer? {
    do throws(ChannelError) { return try SoleViewer.claim(channel) } catch {
      throw .channel(error)
    }
  }

  /// Has signals that ask for the end, and of children, arrive in the loop.
  private static func signals() throws(ViewerError) -> SignalDescriptor {
    do throws(SystemError) {
      let signals = try SignalDescriptor(hearsOfChildren: true)
      // The server may be grabbed, or stand still, whenever it is asked for something.
      try EndingGuard.start(patience: .seconds(1))
      return signals
    } catch {
      throw .system(error)
    }
  }
}
