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
    let started = Instant.now
    do throws(ViewerError) {
      try StandardOutput.prepare()
      Glibc.exit(try run(started: started))
    } catch {
      Notices.write(CommandLineText.display(error.description))
      Glibc.exit(error.exitCode)
    }
  }

  private static func run(started: Instant) throws(ViewerError) -> CInt {
    let settled: SettledCommand
    do {
      settled = try SettledCommand(CommandLineText.arguments())
    } catch {
      return try explain(error)
    }
    for line in SettingsProblem.lines(settled.problems) { Notices.write(line) }
    if settled.command.printConfig { return try settled.print() }
    return try settled.command.show(settled, started: started)
  }

  /// Prints help to standard output, and what is wrong with the arguments to standard error.
  private static func explain(_ error: any Error) throws(ViewerError) -> CInt {
    let code = exitCode(for: error)
    if code.isSuccess {
      try StandardOutput.say(fullMessage(for: error) + "\n")
    } else {
      Notices.write(CommandLineText.complaint(message(for: error), seeHelpOf: "shmview"))
    }
    return code.rawValue
  }

  /// Returns the exit code.
  private func show(
    _ settled: SettledCommand, started: Instant
  ) throws(ViewerError) -> CInt {
    var options = try options()
    let controls = options.isSeveral ? settled.controls : settled.controls.forOneChannel
    options.preferences.controls = sendKeys ? controls.forPrograms : controls
    options.settings = settled.accepted
    if let snapshot, try writeSnapshot(options, to: snapshot) { return 0 }
    options.startup = StartupNotification.take()
    options.service = ServiceManager.take()
    if !ifNone { return try show(options, started: started) }
    // Held until this viewer is listed, which it is once it exists.
    guard let claim = try Self.claim(options.channel) else { return 0 }
    return try show(options, started: started, claim: claim)
  }

  /// Returns whether it is written; a file that settings name, and that cannot be, is told of.
  private func writeSnapshot(
    _ options: Options, to file: String
  ) throws(ViewerError) -> Bool {
    do throws(ViewerError) { try Snapshot.write(options, to: file) } catch {
      guard case .output = error,
        let entry = options.settings.first(where: { $0.key == "snapshot" })
      else { throw error }
      Notices.write(entry.isLeftOut(because: "\(error)").description)
      return false
    }
    return true
  }

  /// - Parameter claim: what keeps others from opening a viewer, until this one is there.
  private func show(
    _ options: Options, started: Instant, claim: consuming SoleViewer? = nil
  ) throws(ViewerError) -> CInt {
    let signals = try Self.signals()
    let display = try Display()
    // When the rest is done: the server may stand still.
    defer { display.awaitExecution(within: .seconds(3)) }
    var options = options
    for problem in options.leaveOutSettings(lackingOn: display) {
      Notices.write(problem.description)
    }
    let slideshow: Slideshow? =
      if let order = options.slideshow { try Slideshow(order) } else { nil }
    defer { slideshow?.end() }
    let viewer = try Viewer(
      on: display, options: options, slideshow: slideshow, started: started)
    claim = nil
    if leaveErrorPipe { try? StandardDescriptors.leaveErrorPipe() }
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
      // The server may be grabbed, or stand still, whenever it is asked for something. More than it
      // is given at the end.
      try EndingGuard.start(patience: .seconds(4))
      return signals
    } catch {
      throw .system(error)
    }
  }
}
